import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { awaited, type VendorEvent } from '../vendor-event/vendor-event.ts';
import { consentIn } from './consent.ts';
import type { ConsentState, InboundTexts } from './ports.ts';

/** A text that came in for one of our numbers. */
export type TextReceived = {
  readonly kind: 'text-received';
  readonly occasion: VendorEvent;
  readonly messageId: string;
  /** E.164. */
  readonly from: string;
  /** E.164: ours. */
  readonly to: string;
  readonly body: string;
  /** ISO instant at which the vendor took it. */
  readonly sentAt: string;
  /** What the vendor itself took it for: it blocks or unblocks by that, so our record follows. */
  readonly vendorConsent: ConsentState | undefined;
};

export type ReceiveDeps = {
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly inbound: InboundTexts;
  readonly clock: { now(): number };
};

/**
 * Takes in a text. An opt-out is in force, for the business whose number was written to, the moment the text is stored.
 *
 * Refuses with `business_not_found` for a number that is nobody's.
 */
export const receiveText =
  (deps: ReceiveDeps) =>
  async (received: TextReceived): Promise<void> => {
    const { occasion, messageId, from, to, body, sentAt } = received;
    const businessId = await deps.registry.byNumber(to);
    if (!businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(to), eventId: occasion.eventId });
    }
    const heardAt = new Date(deps.clock.now()).toISOString();
    const state = consentIn(body) ?? received.vendorConsent;
    await deps.inbound.receive(
      { v: 1, businessId, messageId, from, to, body, sentAt, receivedAt: occasion.receivedAt },
      state && { businessId, phone: from, state, at: sentAt, heardAt },
      occasion,
    );
  };
