import * as z from 'zod/mini';
import type { ConsentState } from '../../domain/customer/consent.ts';
import type { TextReceived } from '../../domain/customer/receive-text.ts';
import type { TextReport } from '../../domain/text/track-text.ts';
import type { StoredOnly, VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { instant, statusOf, TelnyxMessage } from './message.ts';

/** An event that nothing follows from: remembered, so that it is known to have come. */
export type TelnyxFact = TextReceived | TextReport | StoredOnly;

const Envelope = z.object({
  data: z.object({
    id: z.string().check(z.minLength(1), z.maxLength(128)),
    event_type: z.string().check(z.minLength(1)),
    occurred_at: instant,
    payload: z.unknown(),
  }),
});

const VENDOR_CONSENT: Readonly<Record<string, ConsentState>> = { STOP: 'opted_out', START: 'opted_in' };

/**
 * A Telnyx event as a fact of ours, or as one that is only stored. Everything about the message lies under
 * `data.payload`. Refuses with `malformed_request` what is no event, or a message event that we cannot read.
 */
export const readTelnyxEvent = (body: unknown, receivedAt: string): TelnyxFact => {
  const { data } = readVendor(Envelope, body, 'telnyx', 'event');
  const occasion: VendorEvent = { vendor: 'telnyx', eventId: data.id, type: data.event_type, receivedAt };
  if (data.event_type === 'message.received') {
    const message = readVendor(TelnyxMessage, data.payload, 'telnyx', data.event_type);
    const consent = message.autoresponse_type ?? '';
    return {
      kind: 'text-received',
      occasion,
      messageId: message.id,
      from: message.from.phone_number,
      to: message.to[0]?.phone_number ?? '',
      body: message.text,
      sentAt: message.received_at ?? data.occurred_at,
      vendorConsent: Object.hasOwn(VENDOR_CONSENT, consent) ? VENDOR_CONSENT[consent] : undefined,
      isAnswered: consent !== '',
    };
  }
  if (data.event_type === 'message.sent' || data.event_type === 'message.finalized') {
    const message = readVendor(TelnyxMessage, data.payload, 'telnyx', data.event_type);
    return {
      kind: 'text-report',
      occasion,
      message: statusOf(message, data.occurred_at),
      from: message.from.phone_number,
      to: message.to[0]?.phone_number ?? '',
      body: message.text,
    };
  }
  return { kind: 'stored-only', occasion };
};
