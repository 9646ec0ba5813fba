import type { OwnerApi } from '../../api/make-api.ts';
import type { Messages } from '../../messages/messages.ts';

export type Call = Awaited<ReturnType<OwnerApi['showCall']>>;
export type ListedCall = Awaited<ReturnType<OwnerApi['listCalls']>>['items'][number];

export const OUTCOMES = [
  'booked',
  'refused',
  'texted',
  'looked_up',
  'no_tools',
  'no_speech',
  'not_connected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const isOutcome = (value: unknown): value is Outcome => OUTCOMES.includes(value as Outcome);

/** When it began; of one that never connected, when we heard of it. */
export const beganAt = ({ startedAt, heardOfEndAt }: Pick<Call, 'startedAt' | 'heardOfEndAt'>) =>
  startedAt ?? heardOfEndAt;

/** What came of a call in one line. */
export const outcomeWords = (
  { outcome, outcomeCode }: Pick<Call, 'outcome' | 'outcomeCode'>,
  { calls }: Messages,
): string => {
  if (outcome === undefined) return calls.unfinished;
  const known = isOutcome(outcome) ? calls.outcomes[outcome] : outcome;
  return calls.outcomeBecause(known, outcomeCode);
};

/** What the words of a call ask of its player; a new one asks again. */
export type Wish = { readonly playFromMs: number } | { readonly isPause: true };
