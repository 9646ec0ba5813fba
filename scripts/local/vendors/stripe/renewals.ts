import type { Checkouts, Visits } from './checkouts.ts';
import type { Ledger } from './ledger.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { WireSubscription } from './wire-subscription.ts';

const THREE_DAYS_SECONDS = 3 * 86_400;
/** The account is set to cancel what could not be collected so often. */
const MOST_ATTEMPTS = 4;

/**
 * What Stripe does by itself as time passes: pages run out, trials end, months are paid, declined cards are tried again.
 * Only of what began on a page that was opened by the API: the rest is told when to.
 */
export const createRenewals = (
  ledger: Ledger,
  visits: Visits,
  { subscriptions, checkouts }: { readonly subscriptions: Subscriptions; readonly checkouts: Checkouts },
) => {
  const reminded = new Set<string>();

  const collectAgain = (subscription: WireSubscription): boolean => {
    const invoice = ledger.invoices.get(String(subscription.latest_invoice));
    if (!invoice || !ledger.isDue(invoice)) return false;
    if (subscriptions.collect(invoice)) subscriptions.paid(invoice);
    else if (invoice.attempt_count >= MOST_ATTEMPTS) subscriptions.end(subscription.id, 'payment_failed');
    return true;
  };

  /** One thing that is due of it; false: nothing is. */
  const step = (subscription: WireSubscription): boolean => {
    const { id, status, trial_end: trialEnd } = subscription;
    const now = ledger.nowSeconds();
    if (status === 'past_due') return collectAgain(subscription);
    if (status !== 'trialing' && status !== 'active') return false;
    const isNear = status === 'trialing' && trialEnd !== null && trialEnd - THREE_DAYS_SECONDS <= now;
    if (isNear && !reminded.has(id)) {
      reminded.add(id);
      subscriptions.remindOfTrialEnd(id);
      return true;
    }
    if ((subscription.items.data[0]?.current_period_end ?? Number.POSITIVE_INFINITY) > now) return false;
    if (subscription.cancel_at_period_end) subscriptions.end(id);
    else subscriptions.bill(id);
    return true;
  };

  return {
    /** Does all that is due by the clock. */
    pass(): void {
      for (const id of visits.keys()) {
        const session = checkouts.sessionNamed(id);
        if (session.status === 'open' && session.expires_at <= ledger.nowSeconds()) checkouts.expire(id);
        const subscription = subscriptions.subscriptions.get(String(session.subscription));
        while (subscription && subscription.ended_at === null && step(subscription)) {
          // Months may have passed since somebody looked.
        }
      }
    },
  };
};
