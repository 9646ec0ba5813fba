import { describe, expect, it } from 'vitest';
import { PUBLISH_CLAIM_MS } from '../../../functions/domain/agent/agent-record.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import {
  atStep,
  aWorld,
  CHANGE,
  Crash,
  crash,
  expectOneOfEverything,
  FIRST,
  points,
  refusal,
} from '../../support/publishing.ts';

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

  it('is taken over once the claim is three minutes old and no sooner', async () => {
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
