import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** What the carrier sets up for a business: the order of its numbers, its brand and campaigns, a number's place in one. */
export type ProvisionKind = 'number-order' | 'brand' | 'campaign' | 'number-assignment';

/** What the carrier tells of it. Its events come twice, late and in any order. */
export type ProvisionFact = {
  readonly kind: 'provision';
  readonly occasion: VendorEvent;
  /** ISO instant at which it happened there, as far as they say. */
  readonly at: string;
  readonly what: ProvisionKind;
  /** The carrier's id of it. */
  readonly id: string;
  /** Who decided, or what was done: each has a state of its own. */
  readonly aspect: string;
  /** In the carrier's words. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly names: ProvisionNames;
  /** Whose it is by the reference that we gave it: never taken for true by itself. */
  readonly claimedBusinessId: string | undefined;
};

/** By what the registry may know whose it is. */
export type ProvisionNames = {
  /** E.164. */
  readonly numbers: readonly string[];
  readonly orderId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly brandId?: string | undefined;
};
