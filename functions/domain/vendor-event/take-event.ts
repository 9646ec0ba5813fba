import { Refusal } from '../errors.ts';
import { applyFact, type VendorFact } from './apply-fact.ts';
import { leaveQuarantine, type QuarantinePlace } from './leave-quarantine.ts';
import type { KeptBodies, Quarantine, SettingAside } from './ports.ts';
import type { VendorEvent } from './vendor-event.ts';

type Deps = Parameters<typeof applyFact>[0] & {
  readonly quarantine: SettingAside & Pick<Quarantine, 'remove'>;
  readonly bodies: KeptBodies;
  readonly clock: { now(): number };
};

/** How an event came to us. */
export type Delivery = {
  /** As the vendor sent it. */
  readonly body: string;
  readonly correlationId?: string | undefined;
  /** Set where it comes out of quarantine. */
  readonly from?: QuarantinePlace | undefined;
};

const awaitsOf = (error: unknown): string | undefined =>
  error instanceof Refusal && error.code === 'business_not_found' && typeof error.facts.awaits === 'string'
    ? error.facts.awaits
    : undefined;

const occasionOf = (fact: VendorFact): VendorEvent =>
  'occasion' in fact
    ? fact.occasion
    : { vendor: 'stripe', eventId: fact.eventId, type: fact.type, receivedAt: fact.receivedAt };

/**
 * Applies what a vendor told us, or sets it aside until the business that it concerns is known. What comes out of
 * quarantine leaves it only after it was applied. Everything else that stops it is thrown.
 */
export const takeEvent = (deps: Deps) => {
  const apply = applyFact(deps);
  const leave = leaveQuarantine(deps);
  const { quarantine, bodies } = deps;

  /** Answers what the event still awaits; undefined once it is applied. */
  const attempt = async (fact: VendorFact, body: string): Promise<string | undefined> => {
    try {
      await apply(fact, body);
      return undefined;
    } catch (error) {
      const awaits = awaitsOf(error);
      if (awaits === undefined) throw error;
      return awaits;
    }
  };

  const setAside = async (occasion: VendorEvent, awaits: string, { body, correlationId }: Delivery) => {
    const bodyKey = await bodies.keepQuarantined(occasion, awaits, body);
    const setAsideAt = new Date(deps.clock.now()).toISOString();
    const event = { ...occasion, v: 1, awaits, setAsideAt, correlationId, bodyKey } as const;
    return { bodyKey, quarantineId: await quarantine.put(event) };
  };

  return async (fact: VendorFact, delivery: Delivery): Promise<void> => {
    const { body, from } = delivery;
    const occasion = occasionOf(fact);
    let place = from;
    let awaited: string | undefined;
    for (;;) {
      const awaits = await attempt(fact, body);
      if (awaits === undefined) {
        if (place) await leave(place);
        return;
      }
      if (awaits === awaited) return;
      // Then a second look: who made it known after the first and before the row was there found nothing to release.
      const next = await setAside(occasion, awaits, delivery);
      if (place && place.quarantineId !== next.quarantineId) await leave(place);
      place = next;
      awaited = awaits;
    }
  };
};
