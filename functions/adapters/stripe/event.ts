import * as z from 'zod/mini';
import type { StoredOnly, VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';

/** Seconds since 1970 as an ISO instant. */
export const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Within what a date can be. */
export const seconds = z.int().check(z.gte(0), z.lte(8_640_000_000_000));

/** A reference that Stripe may expand into the object. */
export const reference = z.union([z.string(), z.object({ id: z.string() })]);

export const idOf = (value: z.infer<typeof reference>): string =>
  typeof value === 'string' ? value : value.id;

/** An id of Stripe's own making: part of keys, so of limited letters and length. */
export const stripeId = z.string().check(z.regex(/^[0-9A-Za-z_]{3,255}$/));

/** `v2.core.event` is a thin event: it names the object and brings nothing of it. */
const Envelope = z.object({
  id: z.string().check(z.regex(/^evt_[0-9A-Za-z_]{6,200}$/)),
  object: z.enum(['event', 'v2.core.event']),
  type: z.string().check(z.minLength(1)),
  data: z.optional(
    z.object({ object: z.unknown(), previous_attributes: z.nullish(z.record(z.string(), z.unknown())) }),
  ),
});

const Created = z.object({ created: seconds });

export type StripeEvent = {
  readonly occasion: VendorEvent;
  readonly object: unknown;
  readonly previous: Readonly<Record<string, unknown>> | undefined;
  /** ISO instant, to the second, at which it happened there. Refuses where the event does not say. */
  at(): string;
};

export const stripeEvent = (body: unknown, receivedAt: string): StripeEvent => {
  const { id, type, data } = readVendor(Envelope, body, 'stripe', 'event');
  return {
    occasion: { vendor: 'stripe', eventId: id, type, receivedAt },
    object: data?.object,
    previous: data?.previous_attributes ?? undefined,
    at: () => instantOf(readVendor(Created, body, 'stripe', type).created),
  };
};

export const storedOnly = ({ occasion }: StripeEvent): StoredOnly => ({ kind: 'stored-only', occasion });
