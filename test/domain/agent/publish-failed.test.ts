import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { atStep, aWorld, CHANGE, expectOneOfEverything, refusal } from '../../support/publishing.ts';

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
