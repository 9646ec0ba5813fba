/** A telephone number as people write it, in the form that the API takes; one without a country is of North America. */
export const asE164 = (typed: string): string => {
  const digits = typed.replaceAll(/\D/g, '');
  if (typed.trim().startsWith('+')) return `+${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : `+1${digits}`;
};

/** Whether it can be a number at all; whether it is one, the telephone network knows. */
export const isPhone = (typed: string): boolean => {
  const number = asE164(typed);
  return number.startsWith('+1') ? /^\+1[2-9]\d{9}$/.test(number) : /^\+[2-9]\d{6,14}$/.test(number);
};

/** The area code of a number of North America. */
export const areaCodeOf = (typed: string): string => /^\+1([2-9]\d{2})\d{7}$/.exec(asE164(typed))?.[1] ?? '';
