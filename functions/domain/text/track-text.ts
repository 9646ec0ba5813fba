import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import { awaited, type VendorEvent } from '../vendor-event/vendor-event.ts';
import type { MessageStatus, Texts } from './ports.ts';
import { reported } from './report.ts';

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
  readonly events: VendorEvents;
  readonly clock: { now(): number };
};

const MOST_READINGS = 10;

/**
 * Moves a text towards its end by what the vendor says of it, once per event. A message is found under the business whose
 * number sent it and nowhere else. Also resolves a text whose handing over nobody saw the end of.
 *
 * Refuses with `business_not_found` for a number that is nobody's, `busy_try_again` when others kept writing.
 */
export const trackText =
  (deps: TrackDeps) =>
  async ({ occasion, message, from, to, body }: TextReport): Promise<void> => {
    const businessId = await deps.registry.byNumber(from);
    if (!businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.number(from), eventId: occasion.eventId });
    }
    const place = await deps.texts.locate(businessId, { messageId: message.messageId, to, body });
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const text = place && (await deps.texts.find(place));
      const moved = text && reported(text, message, deps.clock.now());
      if (!text || !moved) return deps.events.remember(occasion);
      if ((await deps.texts.move(text, moved, { occasion })) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
