import type { InvoiceFact } from '../../domain/fee/invoice.ts';
import type { PaymentFact, ReversalFact } from '../../domain/reversal/reversal.ts';
import type { AccountFact } from '../../domain/subscription/account.ts';
import type { CheckoutFact } from '../../domain/subscription/checkout.ts';
import type { AccountInvoiceFact } from '../../domain/subscription/invoice.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readCardEvent, readCheckoutEvent, readCustomerEvent } from './account-events.ts';
import { type StripeEvent, storedOnly, stripeEvent } from './event.ts';
import { isInvoiceEvent, readInvoiceEvent } from './invoice-events.ts';
import { isReversalEvent, readInvoicePayment, readReversalEvent } from './reversal-events.ts';
import { isSubscriptionEvent, readSubscriptionEvent } from './subscription-events.ts';

export type StripeFact =
  | InvoiceFact
  | AccountInvoiceFact
  | AccountFact
  | CheckoutFact
  | PaymentFact
  | ReversalFact
  | StoredOnly;

const READERS: Readonly<Record<string, (event: StripeEvent) => StripeFact>> = {
  'customer.updated': readCustomerEvent,
  'payment_method.attached': readCardEvent,
  'payment_method.automatically_updated': readCardEvent,
  'checkout.session.completed': readCheckoutEvent,
  'checkout.session.async_payment_succeeded': readCheckoutEvent,
  'checkout.session.async_payment_failed': readCheckoutEvent,
  'checkout.session.expired': readCheckoutEvent,
  'invoice_payment.paid': readInvoicePayment,
};

const readerOf = (type: string): ((event: StripeEvent) => StripeFact) => {
  if (isSubscriptionEvent(type)) return readSubscriptionEvent;
  if (isInvoiceEvent(type)) return readInvoiceEvent;
  if (isReversalEvent(type)) return readReversalEvent;
  return (Object.hasOwn(READERS, type) && READERS[type]) || storedOnly;
};

/**
 * A Stripe event as a fact of ours, or as one that is only stored. The signature says that it is Stripe's; whom it
 * concerns is for the domain to check. Thin events (`v1.invoice.paid`) bring no object and are only stored: see
 * docs/adr/0009. Refuses with `malformed_request` what is no event, and what we follow but cannot read.
 */
export const readStripeEvent = (body: unknown, receivedAt: string): StripeFact => {
  const event = stripeEvent(body, receivedAt);
  return readerOf(event.occasion.type)(event);
};
