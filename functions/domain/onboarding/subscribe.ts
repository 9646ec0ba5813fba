import type { BusinessId } from '../../contracts/ids.ts';
import type { CheckoutVisit, Subscriptions } from '../subscription/ports.ts';
import type { TrialPlan } from '../subscription/trial.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { BillingConnection } from './ports.ts';
import type { Outcome } from './progress.ts';
import { DONE, type DoStep, type Work } from './work.ts';

export type SubscribeDeps = {
  readonly subscriptions: Subscriptions;
  readonly trials: TrialPlan;
  readonly billing: BillingConnection;
  readonly release: Release;
  /** Where Stripe's page leads back to. */
  readonly returnUrl: (businessId: BusinessId) => Promise<string>;
};

const BOOKING_FEE_CENTS = 5000;
/** Stripe tells of a visit that has ended; this is for when its word is lost. */
const ASK_AGAIN_MS = 10 * 60_000;
/** A visit that is complete has its subscription a moment later. */
const SOON_MS = 15_000;
/** In which a subscription is worth serving; the first one of these that Stripe has is the one. */
const STANDING = ['trialing', 'active', 'past_due'];

type Found = Awaited<ReturnType<Subscriptions['ofCustomer']>>[number];

const isStanding = ({ status }: Found): boolean => STANDING.includes(status);

/**
 * Has the owner subscribe on Stripe's page. The business is known by its customer before, so that what Stripe tells of it
 * finds it; nothing is bought for it until the subscription stands. A visit that nobody has finished gives back what it held.
 */
export const subscribe = ({ subscriptions, trials, billing, release, returnUrl }: SubscribeDeps) => {
  const customerOf = async ({ step, business, keep }: Work<'subscription'>): Promise<string> => {
    const { id: businessId, name, owner } = business;
    const customerId =
      step.made.customerId ?? (await subscriptions.customer({ businessId, name, email: owner.email })).id;
    if (step.made.customerId === undefined) await keep({ customerId });
    await billing.connect(businessId, {
      stripeCustomerId: customerId,
      bookingFeeCents: BOOKING_FEE_CENTS,
      feesDuringTrial: 'waive',
    });
    await release(awaited.stripeCustomer(customerId));
    return customerId;
  };

  const settle = async (
    { business, keep }: Work<'subscription'>,
    customerId: string,
    [found, ...more]: readonly Found[],
  ): Promise<Outcome> => {
    if (!found) throw new Error(`a subscription of ${business.id} was found and is not there`);
    // Two visits that were finished at once are paid for once.
    for (const { id } of more) await subscriptions.cancel(id, 'now');
    const { id: subscriptionId, paymentMethod, cardFingerprint, trialEndsAt } = found;
    if (paymentMethod !== undefined) await subscriptions.adoptCard(customerId, paymentMethod);
    const isFirstTrial =
      cardFingerprint === undefined || (await trials.claimCard(business.id, cardFingerprint));
    if (found.status === 'trialing' && !isFirstTrial) await subscriptions.endTrial(subscriptionId);
    await keep({
      subscriptionId,
      trialEndsAt: isFirstTrial ? trialEndsAt : undefined,
      url: undefined,
      expiresAt: undefined,
    });
    return DONE;
  };

  const visitOf = async (work: Work<'subscription'>, customerId: string): Promise<CheckoutVisit> => {
    const { step, onboarding, business, keep } = work;
    const { checkoutId, attempt = 1, subscriptionId } = step.made;
    if (checkoutId !== undefined) {
      const visit = await subscriptions.readCheckout(checkoutId);
      const isWantedAnew = visit.state !== 'open' && (step.given?.visit ?? 1) > attempt;
      if (!isWantedAnew) return visit;
    }
    const next = checkoutId === undefined ? attempt : attempt + 1;
    const phone = onboarding.steps.proof.made.proven;
    if (phone === undefined) throw new Error(`${business.id} subscribes and has proven no phone`);
    // Whoever comes back has had theirs, whatever they pay with.
    const trialDays = subscriptionId === undefined ? await trials.claim(business, phone) : 0;
    const visit = await subscriptions.openCheckout({
      businessId: business.id,
      customerId,
      attempt: next,
      trialDays,
      returnUrl: await returnUrl(business.id),
    });
    const { id, url, expiresAt } = visit;
    await keep({ checkoutId: id, attempt: next, trialDays, url, expiresAt });
    return visit;
  };

  const work: DoStep<'subscription'> = async (current) => {
    const { step, business, keep } = current;
    const customerId = await customerOf(current);
    const before = (await subscriptions.ofCustomer(customerId)).filter(isStanding);
    if (before.length > 0) return settle(current, customerId, before);
    const visit = await visitOf(current, customerId);
    if (visit.state === 'open') return { kind: 'waiting', waitsFor: 'payment', afterMs: ASK_AGAIN_MS };
    if (visit.state === 'complete') {
      const all = await subscriptions.ofCustomer(customerId);
      const found = all.filter(isStanding);
      if (found.length > 0) return settle(current, customerId, found);
      const isOver = visit.subscriptionId !== undefined && !all.some(({ id }) => id === visit.subscriptionId);
      if (!isOver) return { kind: 'waiting', waitsFor: 'payment', afterMs: SOON_MS };
    }
    if (visit.state === 'expired' && step.made.subscriptionId === undefined)
      await trials.release(business.id);
    await keep({ url: undefined, expiresAt: undefined });
    return { kind: 'stuck', problem: { code: 'checkout_expired' } };
  };
  return work;
};
