/** What a placeholder, markup or a quotation of ours would begin or end with, and what stands in its place. */
const BROKEN: Readonly<Record<string, string>> = {
  '{': '(',
  '[': '(',
  '<': '(',
  '}': ')',
  ']': ')',
  '>': ')',
  '«': '"',
  '»': '"',
  '`': "'",
  '\\': '/',
  '|': '/',
};

/**
 * What a person wrote, as it may stand in what an agent reads or says: one line, no place that the vendor would fill in
 * (`{{name}}`), no markup of speech engines, nothing that nobody sees or hears. Never longer than it was.
 */
export const plainWords = (text: string): string =>
  text
    .replace(/[{}[\]<>«»`\\|]/g, (character) => BROKEN[character] ?? ' ')
    .replace(/[\s\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** The same as something quoted: what is said of «…» in the prompt holds for it. */
export const quoted = (text: string): string => `«${plainWords(text)}»`;
