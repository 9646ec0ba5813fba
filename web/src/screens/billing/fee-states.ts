import type { Fee } from './billing.ts';

/** Which fees are looked for: of one state, or those of which something was given back. */
export const FEE_FILTERS = ['owed', 'charged', 'declined', 'waived', 'given_back'] as const;
export type FeeFilter = (typeof FEE_FILTERS)[number];
export const isFeeFilter = (value: unknown): value is FeeFilter => FEE_FILTERS.includes(value as FeeFilter);

/** As an owner thinks of it: what has gone back to the card is not called charged. */
export const standingOf = ({
  state,
  amountCents,
  givenBackCents,
}: Pick<Fee, 'state' | 'amountCents' | 'givenBackCents'>): FeeFilter | 'partly_back' => {
  if (givenBackCents === 0) return state;
  return givenBackCents >= amountCents ? 'given_back' : 'partly_back';
};
