import * as z from 'zod/mini';
import type { Sighting, Subscription, SubscriptionFact } from '../../domain/subscription/subscription.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { idOf, instantOf, reference, type StripeEvent, seconds, stripeId } from './event.ts';

/** How long a subscription is paid for stands on its items; ours has one. */
const Item = z.object({ current_period_start: seconds, current_period_end: seconds });

const StripeSubscription = z.object({
  id: stripeId,
  object: z.literal('subscription'),
  customer: reference,
  status: z.string().check(z.minLength(1), z.maxLength(64)),
  start_date: seconds,
  trial_end: z.nullish(seconds),
  cancel_at_period_end: z.boolean(),
  canceled_at: z.nullish(seconds),
  ended_at: z.nullish(seconds),
  default_payment_method: z.nullish(reference),
  items: z.object({ data: z.array(Item) }),
});
type StripeSubscription = z.infer<typeof StripeSubscription>;

const maybe = (value: number | null | undefined) => (value == null ? undefined : instantOf(value));

const subscriptionOf = (subscription: StripeSubscription): Subscription => {
  const [item] = subscription.items.data;
  return {
    status: subscription.status,
    startedAt: instantOf(subscription.start_date),
    trialEndsAt: maybe(subscription.trial_end),
    periodStartsAt: maybe(item?.current_period_start),
    periodEndsAt: maybe(item?.current_period_end),
    cancelsAtPeriodEnd: subscription.cancel_at_period_end,
    paymentMethod:
      subscription.default_payment_method == null ? undefined : idOf(subscription.default_payment_method),
    cancelledAt: maybe(subscription.canceled_at),
    endedAt: maybe(subscription.ended_at),
  };
};

const PreviousItems = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** Of the items that changed Stripe tells what changed of each; the subscription's own fields are told whole. */
const before = (
  subscription: StripeSubscription,
  previous: Readonly<Record<string, unknown>>,
  type: string,
): Subscription => {
  const items = PreviousItems.safeParse(previous.items).data?.data ?? [];
  const data = subscription.items.data.map((item, index) => ({ ...item, ...items[index] }));
  const whole = { ...subscription, ...previous, items: { data } };
  return subscriptionOf(readVendor(StripeSubscription, whole, 'stripe', type));
};

const HOW: Readonly<Record<string, Sighting['how']>> = {
  'customer.subscription.created': 'created',
  'customer.subscription.updated': 'changed',
  'customer.subscription.trial_will_end': 'noticed',
  'customer.subscription.paused': 'paused',
  'customer.subscription.resumed': 'resumed',
  'customer.subscription.deleted': 'deleted',
};

export const isSubscriptionEvent = (type: string): boolean => Object.hasOwn(HOW, type);

export const readSubscriptionEvent = (event: StripeEvent): SubscriptionFact => {
  const { occasion, object, previous } = event;
  const subscription = readVendor(StripeSubscription, object, 'stripe', occasion.type);
  return {
    kind: 'subscription',
    occasion,
    customerId: idOf(subscription.customer),
    subscriptionId: subscription.id,
    sighting: {
      eventId: occasion.eventId,
      how: HOW[occasion.type] ?? 'noticed',
      at: event.at(),
      ...(previous && { before: before(subscription, previous, occasion.type) }),
      after: subscriptionOf(subscription),
    },
  };
};
