import { CARDINAL, plain } from './words.ts';

export type SpokenNumber =
  | { readonly kind: 'number'; readonly e164: string }
  /** Digits, but not as many as a phone number has. */
  | { readonly kind: 'incomplete'; readonly digits: string };

/** Said between digits without ending the number. */
const BETWEEN = new Set(['area', 'code', 'um', 'uh', 'and', 'then', 'dash', 'is', 'dot', 'space', '-']);
const REPEATS = new Map([
  ['double', 2],
  ['triple', 3],
]);
const FEWEST = 4;

const digitsOf = (word: string, next: string): { digits: string; used: number } | undefined => {
  if (/^\d+$/.test(word)) return { digits: word, used: 1 };
  if (word === 'oh' || word === 'o') return { digits: '0', used: 1 };
  if (word === 'hundred') return { digits: '00', used: 1 };
  const times = REPEATS.get(word);
  if (times !== undefined) {
    const digit = CARDINAL.get(next) ?? (/^\d$/.test(next) ? Number(next) : next === 'oh' ? 0 : undefined);
    return digit === undefined || digit > 9 ? undefined : { digits: String(digit).repeat(times), used: 2 };
  }
  const value = CARDINAL.get(word);
  if (value === undefined) return undefined;
  const unit = CARDINAL.get(next);
  if (value >= 20 && unit !== undefined && unit > 0 && unit < 10)
    return { digits: String(value + unit), used: 2 };
  return { digits: String(value), used: 1 };
};

/** Runs of digits, spoken or typed, each as one string. */
const runsOf = (text: string): string[] => {
  const words = text
    .replace(/[+/:-]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const runs: string[] = [];
  let run = '';
  for (let index = 0; index < words.length; ) {
    const word = words[index] as string;
    const found = digitsOf(word, words[index + 1] ?? '');
    if (found) {
      run += found.digits;
      index += found.used;
      continue;
    }
    if (!BETWEEN.has(word)) {
      runs.push(run);
      run = '';
    }
    index += 1;
  }
  return [...runs, run].filter((digits) => digits.length >= FEWEST);
};

const e164Of = (digits: string, hasPlus: boolean): string | undefined => {
  if (hasPlus && digits.length >= 8 && digits.length <= 15) return `+${digits}`;
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : undefined;
};

/** The phone number in what was said. Ten digits are read as a number of the United States and its neighbours. */
export const readPhone = (said: string): SpokenNumber | undefined => {
  const text = plain(said);
  const runs = runsOf(text);
  for (const digits of runs) {
    const e164 = e164Of(digits, /\+\d|\bplus\b/.test(text));
    if (e164 !== undefined) return { kind: 'number', e164 };
  }
  const longest = [...runs].sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : { kind: 'incomplete', digits: longest };
};

/** `5 1 2, 5 5 5, 0 1 8 7`: read back so that the caller hears every digit. */
export const digitByDigit = (e164: string): string => {
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  const groups = national ? national.slice(1) : (e164.slice(1).match(/\d{1,3}/g) ?? []);
  return groups.map((group) => [...group].join(' ')).join(', ');
};
