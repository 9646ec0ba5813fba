import type { Business } from '../business/business.ts';
import { inDaytime } from './daytime.ts';
import type { HeldTexts, Texts } from './ports.ts';
import { revived } from './text-steps.ts';

export type ReleaseDeps = {
  readonly held: HeldTexts;
  readonly texts: Pick<Texts, 'move'>;
  readonly clock: { now(): number };
};

/**
 * Asks anew for the confirmations that ended because carriers did not take the business's texts, at night for the morning of its zone;
 * whoever sends them judges whether they still say anything. Answers how many. It can be cut off anywhere and repeated: what was asked
 * for is held no longer.
 */
export const releaseHeld =
  ({ held, texts, clock }: ReleaseDeps) =>
  async ({ id, zone }: Pick<Business, 'id' | 'zone'>): Promise<number> => {
    const now = clock.now();
    const dueAt = inDaytime(zone, now);
    let released = 0;
    for await (const text of held.of(id)) {
      const outcome = await texts.move(text, revived(text, dueAt), { announced: dueAt === now });
      if (outcome === 'moved') released += 1;
    }
    return released;
  };
