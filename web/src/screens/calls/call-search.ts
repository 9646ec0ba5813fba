import type { CallStage } from '../../../../functions/contracts/api/insights.ts';
import { isOutcome, type Outcome } from './call.ts';

/** What calls are looked for by: `from` and `until` are instants. */
export type CallSearch = {
  readonly outcome?: Outcome;
  /** How far they came, as insights count them. */
  readonly stage?: CallStage;
  readonly words?: string;
  readonly from?: string;
  readonly until?: string;
};

const STAGES: readonly CallStage[] = ['answered', 'missed', 'qualified', 'booked'];

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** Reads it from an address that somebody may have written by hand. */
export const readCallSearch = (given: Record<string, unknown>): CallSearch => {
  const [words, from, until] = [text(given.words), text(given.from), text(given.until)];
  const stage = STAGES.find((one) => one === given.stage);
  return {
    ...(isOutcome(given.outcome) && { outcome: given.outcome }),
    ...(stage !== undefined && { stage }),
    ...(words !== undefined && { words }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
};
