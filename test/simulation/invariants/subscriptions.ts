import type { Deeds } from '../world/scene.ts';
import type { Rows } from './check-end.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

/** What Stripe calls it, and we. */
const OURS: Readonly<Record<string, string>> = {
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  incomplete: 'incomplete',
  incomplete_expired: 'cancelled',
  unpaid: 'unpaid',
  paused: 'paused',
  canceled: 'cancelled',
};

/** The service goes by what Stripe's newest subscription is now, whatever we heard last. */
export const checkSubscriptions = ({ stripe, businesses }: Witness, { all }: Rows, report: Report): void => {
  for (const { id, billing } of businesses) {
    const theirs = [...stripe.lives.subscriptions.values()].filter(
      ({ customer }) => customer === billing.stripeCustomerId,
    );
    const [only, ...others] = theirs;
    if (only === undefined || others.length > 0) continue;
    const configuration = all.find(({ pk, sk }) => pk === `BIZ#${id}#SCHEDULE` && sk === '0#CFG');
    const known = (configuration?.billing as { readonly subscription?: string } | undefined)?.subscription;
    if (known !== OURS[only.status]) report('C4', `${id} is ${known} with us and ${only.status} at Stripe`);
  }
};

const SERVED = ['trialing', 'active', 'past_due'];

/** The agent books nothing for a business that did not pay when the run began and of which Stripe has told nothing since. */
export const checkServed = (
  { businesses }: Witness,
  { appointments }: Rows,
  deeds: Deeds,
  report: Report,
): void => {
  const unpaid = businesses.filter(
    ({ id, billing }) => !SERVED.includes(billing.subscription) && !deeds.subscribed.has(id),
  );
  for (const { id, businessId, madeBy } of appointments) {
    if (madeBy === undefined && unpaid.some((business) => business.id === businessId))
      report('C4', `${id} was booked by the agent of a business that does not pay`);
  }
};
