import type { Vendor } from '../../contracts/vendor-messages.ts';

/** The occasion of a fact that a vendor told us: what makes it happen once, stored together with its effect. */
export type VendorEvent = {
  readonly vendor: Vendor;
  /** The vendor's own id of the event. */
  readonly eventId: string;
  readonly type: string;
  /** ISO instant at which our edge took it. */
  readonly receivedAt: string;
};

/** An event that nothing follows from yet: remembered with its body, so that it is known to have come. */
export type StoredOnly = { readonly kind: 'stored-only'; readonly occasion: VendorEvent };

/** An event of a kind that we follow, in which nothing says whose it is. */
export type Ownerless = { readonly kind: 'ownerless'; readonly occasion: VendorEvent };

/** An event that no business could be found for: its body is kept until the business is known. */
export type QuarantinedEvent = VendorEvent & {
  readonly v: 1;
  /** What has to become known first, in the spelling of `awaited`. */
  readonly awaits: string;
  /** ISO instant. */
  readonly setAsideAt: string;
  /** ISO instant at which it last found nobody again. */
  readonly triedAt?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly bodyKey: string;
};

/** What a business is found by. Refusals name it as `awaits`, and whoever makes it known releases what awaits it. */
export const awaited = {
  agent: (agentId: string) => `agent:${agentId}`,
  number: (e164: string) => `number:${e164}`,
  /** Known by a step that says which way the call goes. */
  callLeg: (legId: string) => `call-leg:${legId}`,
  numberOrder: (orderId: string) => `number-order:${orderId}`,
  brand: (brandId: string) => `brand:${brandId}`,
  campaign: (campaignId: string) => `campaign:${campaignId}`,
  stripeCustomer: (customerId: string) => `stripe-customer:${customerId}`,
  stripePayment: (paymentId: string) => `stripe-payment:${paymentId}`,
  stripeInvoice: (invoiceId: string) => `stripe-invoice:${invoiceId}`,
  /** Nothing that could become known: a person has to look. */
  operator: () => 'operator',
} as const;
