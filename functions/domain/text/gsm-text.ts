/** The letters of GSM-7 that cost one septet. Those that cost two (`[`, `~`, `€` …) are written another way instead. */
const GSM_7 = new Set(
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

const WRITTEN_AS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u2032': "'",
  '\u0060': "'",
  '\u00b4': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2033': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2022': '-',
  '\u00b7': '-',
  '~': '-',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '\\': '/',
  '|': '/',
  '^': '',
  '€': 'EUR',
  '\u00d7': 'x',
  '\u0131': 'i',
  '\u0142': 'l',
  '\u0141': 'L',
  '\u0111': 'd',
  '\u0110': 'D',
  '\u0153': 'oe',
  '\u0152': 'OE',
};

const foldOne = (character: string): string => {
  if (GSM_7.has(character)) return character;
  const written = WRITTEN_AS[character];
  if (written !== undefined) return written;
  return [...character.normalize('NFKD')].map((part) => WRITTEN_AS[part] ?? part).join('');
};

/**
 * The text in one line of letters that every phone shows and that cost one septet each: quotes, dashes and accents are
 * folded, what has no Latin form is left out. One letter outside GSM-7 would cut a part from 153 letters to 67.
 */
export const gsmText = (text: string): string =>
  [...[...text.normalize('NFC').replace(/\s/gu, ' ')].map(foldOne).join('').normalize('NFC')]
    .filter((character) => GSM_7.has(character))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();

/** Septets in one text, and in each part of a longer one. */
const ALONE = 160;
const JOINED = 153;

/** How many parts a text of `gsmText` letters travels in. */
export const gsmParts = (text: string): number =>
  text.length <= ALONE ? 1 : Math.ceil(text.length / JOINED);

/** The longest text of `gsmText` letters in so many parts. */
export const gsmLength = (parts: number): number => (parts === 1 ? ALONE : parts * JOINED);

/** The beginning of a text that is longer than that, with dots where it was cut. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 3)).trimEnd()}...`;
