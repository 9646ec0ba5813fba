import { readFileSync } from 'node:fs';
import { parseLine } from './parse-line.ts';
import type { LineSource, LogLine } from './source.ts';

type SavedEvent = { readonly timestamp?: unknown; readonly message?: unknown };

/** What `aws logs filter-log-events` prints: one object with `events`. */
const eventsIn = (text: string): readonly SavedEvent[] | undefined => {
  try {
    const { events } = JSON.parse(text) as { events?: unknown };
    return Array.isArray(events) ? (events as SavedEvent[]) : undefined;
  } catch {
    return undefined;
  }
};

/** One line of a file: a log line as it was printed, or an event of CloudWatch around it. */
const lineIn = (text: string): LogLine | undefined => {
  const line = parseLine(text);
  if (line) return line;
  const [event] = eventsIn(`{"events":[${text}]}`) ?? [];
  return event && ofEvent(event);
};

const ofEvent = ({ timestamp, message }: SavedEvent): LogLine | undefined =>
  typeof message === 'string'
    ? parseLine(message.trim(), typeof timestamp === 'number' ? timestamp : undefined)
    : undefined;

const textIn = (path: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read.`, { cause: error });
  }
};

/** Log lines that somebody saved: JSON lines, or the answer of `aws logs filter-log-events`. `-` is standard input. */
export const fileLines = (path: string): LineSource => {
  const text = textIn(path);
  const lines = (eventsIn(text)?.map(ofEvent) ?? text.split('\n').map(lineIn)).filter(
    (line) => line !== undefined,
  );
  const searched = lines.map((line) => ({ line, text: JSON.stringify(line) }));
  const holding = (fits: (text: string) => boolean) =>
    searched.filter((one) => fits(one.text)).map(({ line }) => line);
  return {
    name: path === '-' ? 'what was piped in' : path,
    withAny: async (words) => holding((one) => words.some((word) => one.includes(word))),
    withAll: async (words) => holding((one) => words.every((word) => one.includes(word))),
  };
};
