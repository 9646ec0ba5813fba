import type { BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** How a visit to Stripe's checkout ended. `awaiting_payment`: completed, but the money is still on its way. */
export type CheckoutResult = 'expired' | 'awaiting_payment' | 'payment_failed' | 'completed';

export type CheckoutSighting = {
  readonly eventId: string;
  /** ISO instant, to the second, at which it happened there. */
  readonly at: string;
  readonly result: CheckoutResult;
  readonly subscriptionId?: string | undefined;
};

/** The result of a checkout session. It activates nothing: only the subscription itself says whether it is active. */
export type Checkout = CheckoutSighting & {
  readonly v: 1;
  readonly id: string;
  readonly businessId: BusinessId;
  readonly version: number;
};

export type CheckoutFact = {
  readonly kind: 'checkout';
  readonly occasion: VendorEvent;
  readonly customerId: string;
  readonly sessionId: string;
  readonly sighting: CheckoutSighting;
};

/** Towards the end: what waits for its payment is followed by how that went. */
const ORDER: readonly CheckoutResult[] = ['expired', 'awaiting_payment', 'payment_failed', 'completed'];

/** The later second counts, in one second what can only follow, and then the id: every order of arrival ends alike. */
const laterBy = (one: CheckoutSighting, other: CheckoutSighting): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  ORDER.indexOf(one.result) - ORDER.indexOf(other.result) ||
  (one.eventId > other.eventId ? 1 : one.eventId < other.eventId ? -1 : 0);

/** The session after an event; undefined where that is no news. */
export const checkoutAfter = (
  known: Checkout | undefined,
  businessId: BusinessId,
  { sessionId, sighting }: CheckoutFact,
): Checkout | undefined =>
  known && laterBy(sighting, known) <= 0
    ? undefined
    : { v: 1, id: sessionId, businessId, version: (known?.version ?? 0) + 1, ...sighting };
