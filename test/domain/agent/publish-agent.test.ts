import { describe, expect, it } from 'vitest';
import { PUBLISH_CLAIM_MS } from '../../../functions/domain/agent/agent-record.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { compiledOf } from '../../../functions/domain/agent/wanted-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/errors.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';

const ids = derivedIds(hashing);

const aWorld = () => {
  const memory = memoryAgents();
  let business: Business | undefined = aBusiness();
  let now = MONDAY_MORNING;
  const clock = { now: () => now };
  const settings = { find: async () => business };
  const run = publishAgent({ ids, records: memory.records, agents: memory.vendor, settings, clock });
  return {
    ...memory,
    publish: (reason: 'onboarding' | 'settings' = 'settings') => run(aBusiness().id, reason),
    change: (differing: Partial<Business>) => {
      business = aBusiness(differing);
    },
    forget: () => {
      business = undefined;
    },
    wait: (ms: number) => {
      now += ms;
    },
    hash: () => compiledOf({ ids }, business ?? aBusiness()).hash,
  };
};
type World = ReturnType<typeof aWorld>;

class Crash extends Error {}
const refusal = (code: RefusalCode) => expect.objectContaining({ code });

const expectOneOfEverything = (world: World) => {
  expect(world.models.length).toBe(1);
  expect(world.agents.length).toBe(1);
  expect(world.heard()).toEqual([world.hash()]);
  expect(world.record()).toMatchObject({
    at: { agentId: 'agent_1', modelId: 'llm_1' },
    live: { hash: world.hash() },
    publishing: undefined,
    failed: undefined,
  });
};

/** Every step of publishing a first time, and of publishing a change. */
const FIRST = [
  'row',
  'find',
  'createModel',
  'row',
  'createAgent',
  'row',
  'read',
  'row',
  'publish',
  'read',
  'live row',
];
const CHANGE = ['row', 'read', 'write', 'read', 'row', 'publish', 'read', 'live row'];

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

const points = (steps: readonly string[]) =>
  steps.flatMap((step, nth) => [
    { nth, step, when: 'before' as const },
    { nth, step, when: 'after' as const },
  ]);

/** Interferes at the nth effect and never again. */
const atStep = (world: World, nth: number, when: 'before' | 'after', what: () => void) => {
  let count = -1;
  world.interfereBy((_, isBefore) => {
    if (isBefore) count += 1;
    if (count === nth && isBefore === (when === 'before')) {
      world.interfereBy(() => undefined);
      what();
    }
  });
};
const crash = () => {
  throw new Crash();
};

describe('publishing that is cut off [A1]', () => {
  it.each(points(FIRST))('ends with one of everything, cut off $when $step ($nth)', async ({ nth, when }) => {
    const world = aWorld();
    atStep(world, nth, when, crash);

    await expect(world.publish('onboarding')).rejects.toThrow(Crash);
    world.wait(PUBLISH_CLAIM_MS);
    await world.publish('onboarding');

    expectOneOfEverything(world);
    expect(world.versions.map(({ number }) => number)).toEqual([1]);
    expect(world.decisions).toEqual(['published 1']);
  });

  it.each(points(CHANGE))(
    'of a change ends as if it had not been, cut off $when $step ($nth)',
    async ({ nth, when }) => {
      const world = aWorld();
      await world.publish();
      world.change({ name: 'Apex Heating' });
      atStep(world, nth, when, crash);

      await expect(world.publish()).rejects.toThrow(Crash);
      world.wait(PUBLISH_CLAIM_MS);
      await world.publish();

      expectOneOfEverything(world);
      expect(world.versions.map(({ number }) => number)).toEqual([1, 2]);
      expect(world.record()?.live).toMatchObject({ number: 2, vendorVersion: 1 });
      expect(world.agents[0]?.versions.filter(({ isPublished }) => isPublished).length).toBe(2);
    },
  );

  it.each(points(CHANGE))(
    'ends with what the settings say by then, where they went back meanwhile, cut off $when $step ($nth)',
    async ({ nth, when }) => {
      const world = aWorld();
      await world.publish();
      world.change({ name: 'Apex Heating' });
      atStep(world, nth, when, crash);
      await expect(world.publish()).rejects.toThrow(Crash);

      world.change({});
      world.wait(PUBLISH_CLAIM_MS);
      atStep(world, 2, 'before', () => {
        throw new Refusal('vendor_unavailable');
      });
      await world.publish().catch(() => undefined);
      await world.publish();

      expect(world.heard()).toEqual([world.hash()]);
      expect(world.record()).toMatchObject({
        live: { hash: world.hash() },
        publishing: undefined,
        failed: undefined,
      });
    },
  );

  it('is taken over once the claim is two minutes old and no sooner', async () => {
    const world = aWorld();
    atStep(world, 2, 'before', crash);
    await expect(world.publish()).rejects.toThrow(Crash);

    world.wait(PUBLISH_CLAIM_MS - 1);
    await expect(world.publish()).rejects.toEqual(refusal('busy_try_again'));
    world.wait(1);
    await world.publish();

    expectOneOfEverything(world);
  });
});

describe('publishing that fails [A1]', () => {
  const vendorSteps = CHANGE.map((step, nth) => ({ step, nth })).filter(({ step }) => !step.includes('row'));
  const codes = ['vendor_refused', 'vendor_unavailable', 'vendor_outcome_unknown'] as const;

  it.each(
    vendorSteps.flatMap((at) =>
      codes.flatMap((code) => [
        { ...at, code, when: 'before' as const },
        { ...at, code, when: 'after' as const },
      ]),
    ),
  )('never reports success: $code $when $step ($nth)', async ({ nth, code, when }) => {
    const world = aWorld();
    await world.publish();
    const live = world.record()?.live;
    world.change({ name: 'Apex Heating' });
    atStep(world, nth, when, () => {
      throw new Refusal(code, { vendor: 'retell' });
    });

    await expect(world.publish()).rejects.toEqual(refusal(code));

    expect(world.record()).toMatchObject({
      live,
      publishing: undefined,
      failed: { fault: code, hash: world.hash() },
    });
    expect(world.versions.length).toBe(1);
    await world.publish();
    expectOneOfEverything(world);
    expect(world.agents[0]?.versions.filter(({ isPublished }) => isPublished).length).toBe(2);
  });

  it.each([
    ['the draft that was written', 3],
    ['the version that was published', 6],
  ])('is found out where the vendor has something else than it was sent: %s', async (_, nth) => {
    const world = aWorld();
    await world.publish();
    const live = world.record()?.live;
    world.change({ name: 'Apex Heating' });
    atStep(world, nth, 'before', () => {
      const drifted = world.agents[0]?.versions[1];
      if (drifted) drifted.hash = 'something else';
    });

    await expect(world.publish()).rejects.toEqual(refusal('vendor_outcome_unknown'));

    expect(world.record()).toMatchObject({ live, failed: { fault: 'read_back_differs' } });
    expect(world.versions.length).toBe(1);
  });

  it('publishes nothing of a draft that is not what was sent: callers go on hearing what they heard', async () => {
    const world = aWorld();
    await world.publish();
    const heard = world.heard();
    world.change({ name: 'Apex Heating' });
    atStep(world, 3, 'before', () => {
      const drifted = world.agents[0]?.versions[1];
      if (drifted) drifted.hash = 'something else';
    });
    world.requests.length = 0;

    await expect(world.publish()).rejects.toEqual(refusal('vendor_outcome_unknown'));

    expect(world.requests).not.toContain('publish');
    expect(world.heard()).toEqual(heard);
  });

  it('is found out where the vendor says that it published and has not', async () => {
    const world = aWorld();
    await world.publish();
    world.change({ name: 'Apex Heating' });
    atStep(world, 5, 'after', () => {
      const claimed = world.agents[0]?.versions[1];
      if (claimed) claimed.isPublished = false;
    });

    await expect(world.publish()).rejects.toEqual(refusal('vendor_outcome_unknown'));

    expect(world.record()?.live?.number).toBe(1);
  });

  it('shows settings that are too long as that, and leaves callers what they hear', async () => {
    const world = aWorld();
    await world.publish();
    const live = world.record()?.live;
    world.change({ address: 'm'.repeat(20_000) });

    await expect(world.publish()).rejects.toEqual(refusal('invalid_arguments'));

    expect(world.record()).toMatchObject({ live, failed: { fault: 'settings_too_long' } });
    world.change({});
    expect(await world.publish()).toMatchObject({ did: 'unchanged' });
    expect(world.record()?.failed).toBeUndefined();
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
