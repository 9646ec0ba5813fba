/** Lower case, plain apostrophes, no punctuation but what times, dates and numbers need. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\b(ca|do|wo|does|is|did)nt\b/g, "$1n't")
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/o'clock|o clock/g, 'oclock')
    .replace(/(\d)([ap]m)\b/g, '$1 $2')
    .replace(/(?<!\d)[:/]|[:/](?!\d)/g, ' ')
    .replace(/[^\p{L}\p{N}'+:/\s-]/gu, ' ')
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const UNITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
];

/** 0 to 19 and the tens, as words. */
export const CARDINAL = new Map<string, number>([
  ...[...UNITS, ...TEENS].map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
]);

const ORDINAL = new Map<string, number>([
  ...ORDINALS.map((word, index) => [word, index + 1] as const),
  ['thirtieth', 30],
]);

/** Words after which "one" stands for a thing and not for a number. */
const BEFORE_PRONOUN = new Set(
  `the that this which first second third fourth last later earlier latest earliest other another any either each
   early late morning afternoon evening every no some middle next 1st 2nd 3rd 4th am pm soonest nearest`.split(
    /\s+/,
  ),
);

const ordinal = (value: number): string => {
  const isTeen = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')}`;
};

const tensAt = (word: string | undefined): number | undefined => {
  const value = word === undefined ? undefined : CARDINAL.get(word);
  return value !== undefined && value >= 20 ? value : undefined;
};

/** `three thirty` → `3 30`, `the twenty fourth` → `the 24th`; takes plain text. "the later one" keeps its "one". */
export const withNumerals = (text: string): string => {
  const words = text.split(' ');
  const out: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    const next = words[index + 1] ?? '';
    const before = out.at(-1) ?? '';
    const tens = tensAt(word);
    const unit = CARDINAL.get(next);
    if (tens !== undefined && unit !== undefined && unit >= 1 && unit <= 9) {
      out.push(String(tens + unit));
      index += 1;
    } else if (tens !== undefined && (ORDINAL.get(next) ?? 99) <= 9) {
      out.push(ordinal(tens + (ORDINAL.get(next) as number)));
      index += 1;
    } else if (word === 'one' && BEFORE_PRONOUN.has(before)) out.push(word);
    else if (word === 'second' && (before === 'a' || before === '1')) out.push(word);
    else if (word === 'first' && next === 'thing') out.push(word);
    else if (CARDINAL.has(word)) out.push(String(CARDINAL.get(word)));
    else if (CARDINAL.has(word.replace(/ish$/, ''))) out.push(`${CARDINAL.get(word.replace(/ish$/, ''))}ish`);
    else if (ORDINAL.has(word)) out.push(ordinal(ORDINAL.get(word) as number));
    else out.push(word);
  }
  return out.join(' ');
};
