import type { Business } from '../../../functions/domain/business/business.ts';
import type { InvoiceSummary } from '../../../scripts/local/vendors/stripe/stripe-model.ts';
import type { Text } from '../../../scripts/local/vendors/telnyx/phones.ts';
import type { Acknowledged } from '../vendors/webhooks.ts';
import type { Heard } from '../world/phone.ts';
import type { Row } from '../world/universe.ts';

/** What somebody heard, whatever went wrong meanwhile. */
export type HeardByCaller = Omit<Heard, 'isTroubled' | 'askedAt'>;

/** As much of a subscription at Stripe as is compared with ours. */
export type KnownSubscription = { readonly customer: unknown; readonly status: string };

/** As much of what takes a payment back at Stripe as is compared with ours. */
export type KnownReversals = {
  readonly refunds: ReadonlyMap<string, OfAPayment & { readonly amount: number }>;
  readonly disputes: ReadonlyMap<string, OfAPayment & { readonly created: number }>;
  readonly notes: ReadonlyMap<
    string,
    { readonly invoice: unknown; readonly amount: number; readonly status: string }
  >;
};

type OfAPayment = { readonly payment_intent: unknown; readonly status: string | null };

/**
 * All that is asked of a world once it has come to rest, to judge whether promises were kept: a simulated one can give
 * it, and so can one that ran over real HTTP against a real table.
 */
export type Witness = {
  /** Every row of the table, as plain values. */
  rows(): readonly Row[];
  readonly businesses: readonly Business[];
  /** What callers were told, oldest first. */
  readonly heard: readonly HeardByCaller[];
  readonly stripe: {
    invoices(): readonly InvoiceSummary[];
    readonly lives: { readonly subscriptions: ReadonlyMap<string, KnownSubscription> } & KnownReversals;
  };
  readonly telnyx: { texts(): readonly Text[] };
  readonly queues: Readonly<
    Record<string, { readonly name: string; readonly deadLetters: readonly { readonly body: string }[] }>
  >;
  readonly deliveries: { readonly acknowledged: readonly Acknowledged[] };
  readonly functions: {
    readonly failures: readonly { readonly functionName: string; readonly error: Error }[];
  };
  /** How functions refused requests, each as `function status body`; nothing is known of it without it. */
  readonly edge?: { readonly refusals: ReadonlySet<string> };
  /** How wrong clocks were, in milliseconds either way; not at all without it. */
  readonly skewMs?: number;
  /** Stands for a phone number in the keys of a business. */
  fingerprint(businessId: string, phone: string): string;
};
