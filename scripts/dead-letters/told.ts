import { wordAt } from '../../functions/runtime/occasion.ts';

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

/** A word that cannot be somebody's phone number: an id or the name of a kind. */
export const idAt = (body: unknown, ...path: readonly string[]): string | undefined => {
  const word = wordAt(body, ...path);
  return word !== undefined && /[a-z]/i.test(word) ? word : undefined;
};

/** Without the names that have none. */
export const known = (ids: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const])),
  );
