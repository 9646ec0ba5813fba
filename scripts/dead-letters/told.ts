import { wordAt, wordIn } from '../../functions/runtime/occasion.ts';

/** What a dead letter is, without anything personal. */
export type Told = {
  /** `event appointment.booked`, `what stripe tells: invoice.paid`, … */
  readonly what: string;
  /** By what they name: `event`, `business`, `call`, … */
  readonly ids: Readonly<Record<string, string>>;
  /** Why the worker that gets it cannot read it; undefined where it can. */
  readonly unreadable?: string;
  /** Said of what no redrive can help, with what to do instead. */
  readonly instead?: string;
};

/** Somebody may have put a phone number where an id belongs. */
const MAY_BE_A_NUMBER = /(^|:)\d{7,15}$/;

const harmless = (word: string | undefined): string | undefined =>
  word === undefined || MAY_BE_A_NUMBER.test(word) ? undefined : word;

/** An id or the name of a kind, if a word that may be shown stands there. */
export const idAt = (body: unknown, ...path: readonly string[]): string | undefined =>
  harmless(wordAt(body, ...path));

/** Without the names that have none, or none that may be shown. */
export const known = (ids: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([name, given]) => {
      const id = harmless(wordIn(given));
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
