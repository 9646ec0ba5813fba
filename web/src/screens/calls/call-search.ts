import type { CallStage } from '../../../../functions/contracts/api/insights.ts';
import { readTexts } from '../../ui/read-search.ts';
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

/** Reads it from an address that somebody may have written by hand. */
export const readCallSearch = (given: Record<string, unknown>): CallSearch => {
  const stage = STAGES.find((one) => one === given.stage);
  return {
    ...(isOutcome(given.outcome) && { outcome: given.outcome }),
    ...(stage !== undefined && { stage }),
    ...readTexts(['words', 'from', 'until'], given),
  };
};
