import type { CallLegFact } from '../../domain/call-leg/call-leg.ts';
import type { ConsentState } from '../../domain/customer/consent.ts';
import type { TextReceived } from '../../domain/customer/receive-text.ts';
import type { Derivation } from '../../domain/derived-ids.ts';
import type { ProvisionFact } from '../../domain/provision/provision.ts';
import type { TextReport } from '../../domain/text/track-text.ts';
import type { StoredOnly } from '../../domain/vendor-event/vendor-event.ts';
import { readVendor } from '../../runtime/read-vendor.ts';
import { callLegStep, readCallLeg } from './call-events.ts';
import { readEnvelope, type TelnyxEvent } from './envelope.ts';
import { statusOf, TelnyxMessage } from './message.ts';
import {
  flatRegistration,
  isRegistrationType,
  readNumberOrder,
  readRegistration,
} from './provision-events.ts';

export type TelnyxFact = TextReceived | TextReport | CallLegFact | ProvisionFact | StoredOnly;

const VENDOR_CONSENT: Readonly<Record<string, ConsentState>> = { STOP: 'opted_out', START: 'opted_in' };

const readInbound = ({ occasion, at, payload }: TelnyxEvent): TextReceived => {
  const message = readVendor(TelnyxMessage, payload, 'telnyx', occasion.type);
  const answered = message.autoresponse_type ?? '';
  return {
    kind: 'text-received',
    occasion,
    messageId: message.id,
    from: message.from.phone_number,
    to: message.to[0]?.phone_number ?? '',
    body: message.text,
    sentAt: message.received_at ?? at,
    vendorConsent: Object.hasOwn(VENDOR_CONSENT, answered) ? VENDOR_CONSENT[answered] : undefined,
    isAnswered: answered !== '',
  };
};

const readReport = ({ occasion, at, payload }: TelnyxEvent): TextReport => {
  const message = readVendor(TelnyxMessage, payload, 'telnyx', occasion.type);
  return {
    kind: 'text-report',
    occasion,
    message: statusOf(message, at),
    from: message.from.phone_number,
    to: message.to[0]?.phone_number ?? '',
    body: message.text,
  };
};

/**
 * A Telnyx event as a fact of ours, or as one that is only stored. Refuses with `malformed_request` what is no event, or
 * an event of a kind we follow that we cannot read.
 */
export const readTelnyxEvent =
  (by: Pick<Derivation, 'digest'>) =>
  (body: unknown, receivedAt: string): TelnyxFact => {
    const event = flatRegistration(body, receivedAt, by) ?? readEnvelope(body, receivedAt);
    const { type } = event.occasion;
    if (type === 'message.received') return readInbound(event);
    if (type === 'message.sent' || type === 'message.finalized') return readReport(event);
    const step = callLegStep(type);
    if (step) return readCallLeg(event, step);
    if (isRegistrationType(type)) return readRegistration(event, type);
    if (type.startsWith('number_order.')) return readNumberOrder(event);
    return { kind: 'stored-only', occasion: event.occasion };
  };
