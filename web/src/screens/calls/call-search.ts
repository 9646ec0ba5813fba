import { isOutcome, type Outcome } from './call.ts';

/** What calls are looked for by: `from` and `until` are instants. */
export type CallSearch = {
  readonly outcome?: Outcome;
  readonly words?: string;
  readonly from?: string;
  readonly until?: string;
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** Reads it from an address that somebody may have written by hand. */
export const readCallSearch = (given: Record<string, unknown>): CallSearch => {
  const [words, from, until] = [text(given.words), text(given.from), text(given.until)];
  return {
    ...(isOutcome(given.outcome) && { outcome: given.outcome }),
    ...(words !== undefined && { words }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
};
