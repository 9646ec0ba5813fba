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

/** An event that nothing follows from yet: remembered, so that it is known to have come. */
export type StoredOnly = { readonly kind: 'stored-only'; readonly occasion: VendorEvent };
