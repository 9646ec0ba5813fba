import { describe, expect, it } from 'vitest';
import { atStep, aWorld, CHANGE, expectOneOfEverything, FIRST, refusal } from '../../support/publishing.ts';

describe('publishing an agent [A1]', () => {
  it('makes one, writes what the settings make, reads it back, publishes it, and asks for it once more', async () => {
    const world = aWorld();

    const published = await world.publish('onboarding');

    expect(world.requests).toEqual(FIRST);
    expectOneOfEverything(world);
    expect(published).toEqual({
      did: 'published',
      at: { agentId: 'agent_1', modelId: 'llm_1' },
      live: { number: 1, hash: world.hash(), vendorVersion: 0, since: '2026-11-23T15:00:00.000Z' },
    });
    expect(world.versions).toMatchObject([
      { number: 1, hash: world.hash(), reason: 'onboarding', compiled: { prompt: expect.any(String) } },
    ]);
    expect(world.decisions).toEqual(['published 1']);
  });

  it('publishes nothing where nothing has changed that callers would notice, and asks the vendor once', async () => {
    const world = aWorld();
    await world.publish();
    world.requests.length = 0;

    world.change({ horizonDays: 99 });
    expect(await world.publish()).toMatchObject({ did: 'unchanged', live: { number: 1 } });

    expect(world.requests).toEqual(['read']);
    expect(world.versions.length).toBe(1);
  });

  it('publishes a change as the next version, of the same agent', async () => {
    const world = aWorld();
    await world.publish();
    world.requests.length = 0;

    world.change({ name: 'Apex Heating' });
    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 2 } });

    expect(world.requests).toEqual(CHANGE);
    expectOneOfEverything(world);
    expect(world.versions.map(({ number, before }) => [number, before])).toEqual([
      [1, undefined],
      [2, 1],
    ]);
  });

  it('publishes anew what somebody has changed at the vendor, by the number that it has', async () => {
    const world = aWorld();
    await world.publish();
    for (const version of world.agents[0]?.versions ?? []) version.hash = undefined;

    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1, vendorVersion: 1 } });
    expectOneOfEverything(world);
  });

  it('makes another where somebody has taken the agent away at the vendor', async () => {
    const world = aWorld();
    await world.publish();
    world.agents.length = 0;

    await world.publish();

    expectOneOfEverything(world);
  });

  it('refuses a business that is not there, and asks no vendor', async () => {
    const world = aWorld();
    world.forget();

    await expect(world.publish()).rejects.toEqual(refusal('business_not_found'));
    expect(world.requests).toEqual([]);
  });
});

describe('publishing twice at once [A1]', () => {
  it.each(FIRST.map((step, nth) => ({ step, nth })))(
    'publishes once, whenever the second comes ($step, $nth)',
    async ({ nth }) => {
      const world = aWorld();
      let second: Promise<unknown> = Promise.resolve();
      atStep(world, nth, 'after', () => {
        second = world.publish().catch((error: unknown) => error);
      });

      const first = await world.publish().catch((error: unknown) => error);
      const ends = [first, await second];

      expect(ends.filter((end) => !(end instanceof Error)).length).toBeGreaterThan(0);
      expectOneOfEverything(world);
      expect(world.decisions).toEqual(['published 1']);
    },
  );

  it('publishes once where both begin in the same moment', async () => {
    const world = aWorld();

    const ends = await Promise.allSettled([world.publish(), world.publish(), world.publish()]);

    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(ends.filter(({ status }) => status === 'rejected')).toEqual([
      expect.objectContaining({ reason: refusal('busy_try_again') }),
      expect.objectContaining({ reason: refusal('busy_try_again') }),
    ]);
    expectOneOfEverything(world);
  });
});
