import { describe, expect, it } from 'vitest';
import { ANN, aSoleProprietor } from '../../support/sole-proprietor.ts';

const MINUTE_MS = 60_000;

describe('a worker that dies while a sole proprietor proves their phone [N1]', () => {
  /** How many requests it takes from the sender to the number in the campaign. */
  const requestsOf = async () => {
    const world = await aSoleProprietor();
    const before = world.vendors.state.requests;
    await play(world);
    return { before, all: world.vendors.state.requests - before };
  };
  const play = async (world: Awaited<ReturnType<typeof aSoleProprietor>>) => {
    const { say, goOn, clock, made, texting, agreed } = world;
    const untilHeard = async () => {
      for (let round = 0; round < 4; round += 1) {
        await goOn().catch(() => undefined);
        // Longer than a claim.
        clock.pass(4 * MINUTE_MS);
      }
    };
    await say('registerTexting', ANN);
    await untilHeard();
    await say('provePin', { pin: made.pins.at(-1)?.pin });
    await untilHeard();
    await agreed().catch(() => undefined);
    await agreed();
    return texting();
  };

  it.each(['before', 'after'] as const)(
    '%s any of its requests leaves nothing undone or done twice',
    async (how) => {
      const { before, all } = await requestsOf();
      expect(all).toBeGreaterThan(10);
      for (let request = 1; request <= all; request += 1) {
        const world = await aSoleProprietor();
        expect(world.vendors.state.requests).toBe(before);
        world.vendors.state.cutAt = { request: before + request, how };

        const texting = await play(world);

        const told = `cut ${how} request ${request} of ${all}`;
        expect(texting, told).toMatchObject({ state: 'done' });
        expect(world.made.pins, told).toHaveLength(1);
        expect(world.made.phones.size, told).toBe(1);
      }
    },
  );
});
