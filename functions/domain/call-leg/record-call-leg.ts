import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { CallLegFact } from './call-leg.ts';
import type { CallLegs } from './ports.ts';

export type RecordCallLegDeps = {
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly legs: CallLegs;
};

/**
 * Adds what the carrier tells of a call's leg to the business whose number it is: the one that was called, or of an
 * outgoing leg the one that calls. Only the first event of a leg says which way it goes; nearly all come in.
 *
 * Refuses with `business_not_found` where neither number is anybody's.
 */
export const recordCallLeg =
  ({ registry, legs }: RecordCallLegDeps) =>
  async (fact: CallLegFact): Promise<void> => {
    const [ours, theirs] = fact.direction === 'outgoing' ? [fact.from, fact.to] : [fact.to, fact.from];
    const known = (await registry.byNumber(ours)) ?? (await registry.byNumber(theirs));
    if (!known) {
      throw new Refusal('business_not_found', {
        awaits: awaited.number(ours),
        eventId: fact.occasion.eventId,
      });
    }
    await legs.record(known, fact);
  };
