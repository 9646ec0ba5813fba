/** Fewer are in every number. */
const FEWEST_DIGITS = 3;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What somebody may be looked for by. */
type Told = { readonly text: string | undefined; readonly phone: string | undefined };

/** Whether it is one of those that somebody looks for: every word in its text, or the digits in its number. */
export const matchWords = (words: string | undefined): ((told: Told) => boolean) => {
  const wanted = words === undefined ? [] : plain(words).split(/\s+/).filter(Boolean);
  const digits = (words ?? '').replaceAll(/[\s().+-]/g, '');
  const isNumber = digits.length >= FEWEST_DIGITS && /^\d+$/.test(digits);
  return ({ text, phone }) => {
    if (isNumber && (phone ?? '').includes(digits)) return true;
    const told = plain(text ?? '');
    return wanted.every((word) => told.includes(word));
  };
};
