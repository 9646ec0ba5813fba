import { addressOf } from '../../scripts/local/world-address.ts';
import { openPlace } from '../../scripts/play/place.ts';
import type { FlowWorld } from './world.ts';

/** Nobody watches. */
export const silent = {
  onCall: () => undefined,
  onSpoken: () => undefined,
  onAnswered: () => undefined,
  onAside: () => undefined,
};

/** A world as the demo sees it. */
export const placeOf = (world: FlowWorld) => ({
  ...openPlace(addressOf(world), world.clock, world.retell),
  async letPass(minutes: number): Promise<void> {
    await world.letPass(minutes);
    await world.workersIdle();
  },
});
