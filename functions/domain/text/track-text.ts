import type { BusinessId } from '../../contracts/ids.ts';
import { toldBy } from '../audit/told-by.ts';
import type { Registry } from '../business/ports.ts';
import { afterHearing } from '../customer/consent.ts';
import type { ConsentStep, Consents } from '../customer/ports.ts';
import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import { awaited, type VendorEvent } from '../vendor-event/vendor-event.ts';
import type { MessageStatus, Texts } from './ports.ts';
import { reported } from './report.ts';
import { untextableUntil } from './text-steps.ts';

/** What the vendor tells of a message of ours. Facts come repeatedly, late and in any order. */
export type TextReport = {
  readonly kind: 'text-report';
  readonly occasion: VendorEvent;
  readonly message: MessageStatus;
  /** E.164: ours. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly body: string;
};

export type TrackDeps = {
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly texts: Pick<Texts, 'locate' | 'find' | 'move'>;
  readonly consents: Consents;
  readonly events: VendorEvents;
  readonly clock: { now(): number };
};

const MOST_READINGS = 10;

/**
 * Moves a text towards its end by what the vendor says of it, once per event. A message is found under the business whose
 * number sent it and nowhere else. Also resolves a text whose handing over nobody saw the end of. That the recipient has
 * blocked us is an opt-out, recorded together with the text's end.
 *
 * Refuses with `business_not_found` for a number that is nobody's, `busy_try_again` when others kept writing.
 */
export const trackText = (deps: TrackDeps) => {
  const { clock, consents } = deps;

  const optOut = async (
    { occasion, message, to: phone }: TextReport,
    businessId: BusinessId,
  ): Promise<ConsentStep | undefined> => {
    if (message.failure !== 'opted_out') return undefined;
    const from = await consents.find(businessId, phone);
    const to = afterHearing(from, { state: 'opted_out', at: message.at });
    return (
      to && {
        businessId,
        phone,
        from,
        to,
        heardAt: new Date(clock.now()).toISOString(),
        cause: toldBy(occasion),
      }
    );
  };

  return async (report: TextReport): Promise<void> => {
    const { occasion, message, from, to: phone, body } = report;
    const businessId = await deps.registry.byNumber(from);
    if (!businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(from), eventId: occasion.eventId });
    }
    if (message.failure === 'untextable') {
      await consents.markUntextable(businessId, phone, untextableUntil(clock.now()));
    }
    const place = await deps.texts.locate(businessId, { messageId: message.messageId, to: phone, body });
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const consent = await optOut(report, businessId);
      const text = place && (await deps.texts.find(place));
      const moved = text && reported(text, message, clock.now());
      if (!text || !moved) {
        // Also of a message that is not ours, or that we knew the end of.
        if (consent) await consents.record({ ...consent, ...consent.to });
        return deps.events.remember(occasion);
      }
      if ((await deps.texts.move(text, moved, { occasion, consent })) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
};
