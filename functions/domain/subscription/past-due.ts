import type { Sighting } from './subscription.ts';

/** When a subscription began to be past due and when it was last seen otherwise: ISO instants, the latest of each. */
export type PastDueMarks = {
  readonly began?: string | undefined;
  readonly otherwiseAt?: string | undefined;
};

const PAST_DUE = 'past_due';

const later = (one: string | undefined, other: string): string =>
  one !== undefined && Date.parse(one) >= Date.parse(other) ? one : other;

/** It became past due by this event: it says what was before, or is of a kind that tells of a beginning. */
const isBeginning = ({ how, before }: Sighting): boolean =>
  before === undefined ? how === 'created' || how === 'resumed' : before.status !== PAST_DUE;

/** The marks after one more event; the same ones where it tells nothing new. In whatever order events come. */
export const marksAfter = (marks: PastDueMarks | undefined, sighting: Sighting): PastDueMarks => {
  const { after, at } = sighting;
  if (after.status !== PAST_DUE) return { ...marks, otherwiseAt: later(marks?.otherwiseAt, at) };
  return isBeginning(sighting) ? { ...marks, began: later(marks?.began, at) } : { ...marks };
};

/**
 * Since when one that is past due now has been so without a break. `seenAt`: the latest moment that we know it so, which
 * has to do while the event with which it began has not come.
 */
export const pastDueSince = ({ began, otherwiseAt }: PastDueMarks, seenAt: string): string =>
  began !== undefined && (otherwiseAt === undefined || Date.parse(began) >= Date.parse(otherwiseAt))
    ? began
    : seenAt;
