import { styleText } from 'node:util';

/** Colour only where a person looks at a terminal and has not asked for none (https://no-color.org). */
const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

type Style = Parameters<typeof styleText>[0];

const painter =
  (style: Style) =>
  (text: string): string =>
    isColoured ? styleText(style, text, { validateStream: false }) : text;

export const paint = {
  strong: painter('bold'),
  quiet: painter('dim'),
  agent: painter('cyan'),
  good: painter('green'),
  bad: painter('red'),
  warning: painter('yellow'),
};

const FALLBACK_COLUMNS = 100;
export const columns = (): number => Math.max(40, process.stdout.columns ?? FALLBACK_COLUMNS);

/** The text in lines of at most so many columns, broken between words. */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

/** `+1 512 555 0187`. */
export const phoneForEyes = (e164: string): string =>
  e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');

export const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;

/** `0.41 s`, with its sign when asked for. */
export const secondsOf = (ms: number, { signed = false } = {}): string =>
  `${signed && ms >= 0 ? '+' : ''}${(ms / 1000).toFixed(2)} s`;
