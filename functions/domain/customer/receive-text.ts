import type { Cause } from '../audit/audit-entry.ts';
import { toldBy } from '../audit/told-by.ts';
import type { Registry } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type Answer, type Reply, replyText } from '../text/text.ts';
import { awaited, type VendorEvent } from '../vendor-event/vendor-event.ts';
import {
  afterHearing,
  type Consent,
  type ConsentState,
  consentOf,
  type Keyword,
  keywordIn,
} from './consent.ts';
import { isE164 } from './phone.ts';
import type { ConsentStep, Consents, InboundText, InboundTexts } from './ports.ts';

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
  /** The vendor has replied by itself. */
  readonly isAnswered: boolean;
};

export type ReceiveDeps = {
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly consents: Pick<Consents, 'find'>;
  readonly inbound: InboundTexts;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

const MOST_READINGS = 10;

/** Only a change is answered, so that a STOP said again is not; help is given once a day (UTC). */
const answerTo = (
  keyword: Keyword | undefined,
  step: Pick<ConsentStep, 'from' | 'to'> | undefined,
  saidAt: string,
): { readonly answer: Answer; readonly occasion: string } | undefined => {
  if (keyword === 'help') return { answer: 'help', occasion: saidAt.slice(0, 10) };
  if (!step || step.from?.state === step.to.state) return undefined;
  return { answer: step.to.state === 'opted_out' ? 'opted-out' : 'opted-in', occasion: step.to.since };
};

/**
 * Takes in a text. An opt-out is in force, for the business whose number was written to, the moment the text is stored,
 * and the reply that it asks for is stored with it, unless the vendor has replied by itself.
 *
 * Refuses with `business_not_found` for a number that is nobody's, `busy_try_again` when others kept writing.
 */
export const receiveText = (deps: ReceiveDeps) => {
  const stepTo = (
    text: InboundText,
    from: Consent | undefined,
    state: ConsentState | undefined,
    cause: Cause,
  ): ConsentStep | undefined => {
    const to = state && afterHearing(from, { state, at: text.sentAt, isWritten: true });
    const heardAt = new Date(deps.clock.now()).toISOString();
    return to && { businessId: text.businessId, phone: text.from, from, to, heardAt, cause };
  };

  const replyTo = (
    text: InboundText,
    received: TextReceived,
    step: ConsentStep | undefined,
  ): Reply | undefined => {
    const answer = answerTo(keywordIn(text.body), step, text.sentAt);
    // A short code is no telephone that could be texted.
    if (!answer || received.isAnswered || !isE164(text.from)) return undefined;
    const { businessId, from: to, to: from, sentAt: saidAt } = text;
    const { vendor, eventId } = received.occasion;
    const reply = {
      businessId,
      answer: answer.answer,
      from,
      to,
      saidAt,
      correlationId: `${vendor}:${eventId}`,
    };
    return replyText(deps.ids, reply, answer.occasion, new Date(deps.clock.now()).toISOString());
  };

  return async (received: TextReceived): Promise<void> => {
    const { occasion, messageId, from, to, body, sentAt } = received;
    const businessId = await deps.registry.byNumber(to);
    if (!businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(to), eventId: occasion.eventId });
    }
    const { receivedAt } = occasion;
    const text: InboundText = { v: 1, businessId, messageId, from, to, body, sentAt, receivedAt };
    const said = consentOf(keywordIn(body));
    const state = said ?? received.vendorConsent;
    const cause: Cause = said ? { actor: 'customer', id: occasion.eventId } : toldBy(occasion);
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const consent = stepTo(text, state && (await deps.consents.find(businessId, from)), state, cause);
      const reply = replyTo(text, received, consent);
      if ((await deps.inbound.receive(text, occasion, { consent, reply })) === 'stored') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
};
