import * as z from 'zod/mini';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { instant } from './message.ts';

const Envelope = z.object({
  data: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(128)),
    event_type: z.string().check(z.minLength(1)),
    occurred_at: instant,
    payload: z.optional(z.unknown()),
  }),
});

/** What every event of Telnyx says of itself. */
export type TelnyxEvent = {
  readonly occasion: VendorEvent;
  /** ISO instant at which it happened there. */
  readonly at: string;
  readonly payload: unknown;
};

/** Everything else about an event lies under `data.payload`. Refuses with `malformed_request` what is no event. */
export const readEnvelope = (body: unknown, receivedAt: string): TelnyxEvent => {
  const { data } = readVendor(Envelope, body, 'telnyx', 'event');
  return {
    occasion: { vendor: 'telnyx', eventId: data.id, type: data.event_type, receivedAt },
    at: data.occurred_at,
    payload: data.payload,
  };
};
