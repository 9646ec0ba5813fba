import type { BusinessId } from '../../contracts/ids.ts';
import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { CallLegFact } from './call-leg.ts';
import type { CallLegs } from './ports.ts';

export type RecordCallLegDeps = {
  readonly registry: Pick<Registry, 'byNumber'>;
  readonly legs: CallLegs;
  readonly release: Release;
};

/**
 * Adds what the carrier tells of a call's leg to the business whose number it is: the one that was called, or of an
 * outgoing leg the one that calls. Only the first step of a leg says which way it goes; a later one of a call between two
 * businesses of ours, or between strangers, waits for that step, and is then let out of quarantine.
 *
 * Refuses with `business_not_found` where neither number is anybody's, or nobody can tell yet whose the leg is. What it
 * awaits never names a caller.
 */
export const recordCallLeg = ({ registry, legs, release }: RecordCallLegDeps) => {
  const refusal = (awaits: string, { occasion }: CallLegFact) =>
    new Refusal('business_not_found', { awaits, eventId: occasion.eventId });

  const ownerOf = async (fact: CallLegFact): Promise<BusinessId> => {
    const [ours, theirs] = fact.direction === 'outgoing' ? [fact.from, fact.to] : [fact.to, fact.from];
    const owner = (await registry.byNumber(ours)) ?? (await registry.byNumber(theirs));
    if (owner === undefined) throw refusal(awaited.number(ours), fact);
    return owner;
  };

  const ownerOfLaterStep = async (fact: CallLegFact): Promise<BusinessId> => {
    const [called, calling] = await Promise.all([fact.to, fact.from].map(registry.byNumber));
    const [owner, ...others] = new Set([called ?? calling, calling ?? called]);
    if (owner !== undefined && others.length === 0) return owner;
    for (const one of [called, calling]) if (one && (await legs.isBegun(one, fact.legId))) return one;
    throw refusal(awaited.callLeg(fact.legId), fact);
  };

  return async (fact: CallLegFact): Promise<void> => {
    if (fact.direction === undefined) return legs.record(await ownerOfLaterStep(fact), fact);
    await legs.record(await ownerOf(fact), fact);
    // Also after a repeat: the first time may have ended between the two.
    await release(awaited.callLeg(fact.legId));
  };
};
