import type { Profile } from '../business/business.ts';

export const ROI_FORMULA =
  'kept bookings × job value − (booking fees + subscription), all of the same period; kept: not cancelled, and over by now';

type Kept = { readonly serviceId: string; readonly kept: number };
type Costs = { readonly feesCents: number; readonly subscriptionCents: number | undefined };

const product = (count: number, cents: number | null): number | null =>
  cents === null ? null : count * cents;

/** undefined as soon as one is not known: half a sum is no sum. */
const sumIfKnown = (all: readonly (number | null)[]): number | null =>
  all.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);

/** What the bookings of a period brought in and what they cost, by the owner's own value of a job and nothing else. */
export const roiOf = (
  business: Pick<Profile, 'services' | 'jobValueCents'>,
  kept: readonly Kept[],
  { feesCents, subscriptionCents }: Costs,
) => {
  const subscription: number | null = subscriptionCents ?? null;
  const byService = kept
    .filter((one) => one.kept > 0)
    .map((one) => {
      const own = business.services.find(({ id }) => id === one.serviceId)?.jobValueCents;
      const jobValueCents = own ?? business.jobValueCents ?? null;
      return {
        serviceId: one.serviceId,
        keptBookings: one.kept,
        jobValueCents,
        valueCents: product(one.kept, jobValueCents),
      };
    });
  const isSaid =
    business.jobValueCents != null || business.services.some(({ jobValueCents }) => jobValueCents != null);
  const valueCents = isSaid ? sumIfKnown(byService.map((one) => one.valueCents)) : null;
  const costCents = sumIfKnown([feesCents, subscription]);
  return {
    formula: ROI_FORMULA,
    byService,
    valueCents,
    feesCents,
    subscriptionCents: subscription,
    costCents,
    gainCents: valueCents === null || costCents === null ? null : valueCents - costCents,
    valuePerDollar:
      valueCents === null || costCents === null || costCents <= 0
        ? null
        : Math.round((100 * valueCents) / costCents) / 100,
  };
};
