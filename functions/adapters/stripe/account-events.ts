import * as z from 'zod/mini';
import type { CardFact, CustomerFact } from '../../domain/subscription/account.ts';
import type { CheckoutFact, CheckoutResult } from '../../domain/subscription/checkout.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { idOf, reference, type StripeEvent, storedOnly, stripeId } from './event.ts';

const StripeCustomer = z.object({
  id: stripeId,
  object: z.literal('customer'),
  invoice_settings: z.object({ default_payment_method: z.nullish(reference) }),
});

export const readCustomerEvent = (event: StripeEvent): CustomerFact => {
  const { occasion, object } = event;
  const customer = readVendor(StripeCustomer, object, 'stripe', occasion.type);
  const card = customer.invoice_settings.default_payment_method;
  return {
    kind: 'billing-customer',
    occasion,
    customerId: customer.id,
    told: {
      at: event.at(),
      rank: 0,
      eventId: occasion.eventId,
      paymentMethod: card == null ? undefined : idOf(card),
    },
  };
};

const PaymentMethod = z.object({
  id: stripeId,
  object: z.literal('payment_method'),
  customer: z.nullish(reference),
  card: z.optional(
    z.object({
      brand: z.string(),
      last4: z.string().check(z.regex(/^\d{4}$/)),
      exp_month: z.int(),
      exp_year: z.int(),
    }),
  ),
});

/** A card that came or was renewed. That it is the one to charge is said by the customer or the subscription. */
export const readCardEvent = (event: StripeEvent): CardFact | StoredOnly => {
  const { occasion, object } = event;
  const { id, customer, card } = readVendor(PaymentMethod, object, 'stripe', occasion.type);
  if (customer == null || !card) return storedOnly(event);
  return {
    kind: 'card',
    occasion,
    customerId: idOf(customer),
    paymentMethod: id,
    card: {
      at: event.at(),
      // A card is renewed after it came.
      rank: occasion.type === 'payment_method.attached' ? 0 : 1,
      eventId: occasion.eventId,
      brand: card.brand,
      last4: card.last4,
      expiryMonth: card.exp_month,
      expiryYear: card.exp_year,
    },
  };
};

const Session = z.object({
  id: stripeId,
  object: z.literal('checkout.session'),
  customer: z.nullish(reference),
  subscription: z.nullish(reference),
  payment_status: z.string(),
});

/** Of a completed session the payment may still be under way; later events say how it went. */
const resultOf = (type: string, paymentStatus: string): CheckoutResult => {
  if (type === 'checkout.session.expired') return 'expired';
  if (type === 'checkout.session.async_payment_failed') return 'payment_failed';
  return paymentStatus === 'paid' || paymentStatus === 'no_payment_required'
    ? 'completed'
    : 'awaiting_payment';
};

/** We open every session for a customer of ours: one without is nobody's. */
export const readCheckoutEvent = (event: StripeEvent): CheckoutFact | StoredOnly => {
  const { occasion, object } = event;
  const session = readVendor(Session, object, 'stripe', occasion.type);
  if (session.customer == null) return storedOnly(event);
  return {
    kind: 'checkout',
    occasion,
    customerId: idOf(session.customer),
    sessionId: session.id,
    sighting: {
      eventId: occasion.eventId,
      at: event.at(),
      result: resultOf(occasion.type, session.payment_status),
      subscriptionId: session.subscription == null ? undefined : idOf(session.subscription),
    },
  };
};
