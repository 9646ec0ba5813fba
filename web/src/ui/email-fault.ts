/** What is wrong with an e-mail address as it was typed, in words; the API has the last word. */
export const emailFault = (
  typed: string,
  words: { readonly missing: string; readonly incomplete: string },
): string | undefined => {
  const address = typed.trim();
  if (address === '') return words.missing;
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\.[^\s@.]{2,}$/.test(address) ? undefined : words.incomplete;
};
