import { describe, expect, it } from 'vitest';
import { aFeeWorld, secondsUntilWake } from '../../support/fee-world.ts';

const HOUR_MS = 3_600_000;

describe('when the vendor cannot, will not, or does not say [B2]', () => {
  it('F-BL-4: waits longer each time while the vendor is away, and charges once when it is back', async () => {
    const world = aFeeWorld();
    const waits: number[] = [];

    for (let outage = 0; outage < 8; outage += 1) {
      world.payments.plan('draft', 'unavailable');
      expect(await world.charge()).toBe('later');
      waits.push(secondsUntilWake(world));
      world.clock.pass((waits.at(-1) ?? 0) * 1000);
    }

    expect(waits).toEqual([30, 60, 120, 300, 900, 3600, 3600, 3600]);
    expect(await world.charge()).toBe('charged');
    expect(world.payments.collected()).toBe(1);
  });

  it('F-BL-4: dead-letters what will never work and tries it again in a day only', async () => {
    const world = aFeeWorld();
    world.payments.plan('draft', 'refused');

    await expect(world.charge()).rejects.toMatchObject({ code: 'vendor_refused' });
    expect(world.fees.row()).toMatchObject({ state: 'owed', claimedAt: undefined });
    expect(secondsUntilWake(world)).toBe(86_400);
  });

  it('asks under new keys after an answered failure that the vendor would repeat for a day', async () => {
    const world = aFeeWorld();
    world.payments.plan('collect', 'error_before');

    expect(await world.charge()).toBe('later');
    expect(world.fees.row().keyVersion).toBe(1);
    expect(await world.charge()).toBe('later');
    expect(world.fees.row().keyVersion).toBe(2);
    expect(await world.charge()).toBe('charged');
    expect(world.payments.collected()).toBe(1);
  });

  it('keeps its keys after a lost answer', async () => {
    const world = aFeeWorld();
    world.payments.plan('collect', 'lost_before');

    await world.charge();

    expect(world.fees.row().keyVersion).toBe(1);
  });

  it.each([
    ['draft', 25],
    ['itemise', 25],
    ['issue', 25],
    ['collect', 25],
    ['collect', 24 * 9],
  ] as const)(
    'F-BL-2: charges once when the answer to %s was lost and the keys are forgotten %i hours later',
    async (step, hours) => {
      const world = aFeeWorld();
      world.payments.plan(step, 'lost_after');
      await world.charge();

      world.clock.pass(hours * HOUR_MS);
      const outcome = await world.charge();

      expect(outcome).toBe('charged');
      expect(world.payments.collected()).toBe(1);
      expect(world.payments.invoices()).toMatchObject([{ lines: 1, status: 'paid' }]);
    },
  );
});
