import { describe, expect, it, vi } from 'vitest';
import { closingWorld, NOTHING } from '../../support/closing-world.ts';
import { inMemory, onBothStores } from '../../support/on-both-stores.ts';
import type { Cut } from '../../support/vendors-of-onboarding.ts';

const REGISTRY = /^(AGENT|NUMBER|NUMBERORDER|BRAND|CAMPAIGN)#/;

onBothStores('a business that leaves [D13]', (store) => {
  it('F-OPS-5: leaves nothing at any vendor, and says so of each thing by the vendor', async () => {
    const on = store();
    const world = await closingWorld(on);
    await world.allTheWay();
    const before = await world.settings.find(world.businessId);

    await world.close();
    await world.untilClosed();

    expect(world.left()).toEqual(NOTHING);
    const { state, entries } = await world.closingNow();
    expect(state).toBe('closed');
    expect(entries.filter(({ at }) => at === undefined)).toEqual([]);
    expect(entries.map(({ vendor, what }) => `${vendor} ${what}`)).toEqual([
      'stripe subscription',
      'retell number',
      'retell agent',
      'retell model',
      'telnyx number',
      'telnyx messaging-profile',
    ]);
    const after = await world.settings.find(world.businessId);
    expect(before?.numbers).toHaveLength(1);
    expect([after?.agentIds, after?.numbers, after?.messaging]).toEqual([undefined, undefined, undefined]);
    expect(after?.billing?.stripeCustomerId).toBe(before?.billing?.stripeCustomerId);
    const names = (await on.rows()).filter(
      (row) => REGISTRY.test(String(row.pk)) && row.businessId === world.businessId,
    );
    expect(names).toEqual([]);
    expect((await world.stepsNow()).state).toBe('closed');
  });

  it('serves until the end of what is paid where its owner says so, and can still close at once', async () => {
    const world = await closingWorld(store());
    await world.allTheWay();

    await world.close('period-end');
    await world.goOnClosing();

    expect(await world.closingNow()).toMatchObject({ state: 'closing', waitsFor: 'period-end' });
    expect(world.left()).toMatchObject({ subscriptions: 1, owned: 1, agents: 1 });
    expect((await world.settings.find(world.businessId))?.outOfService).toBeUndefined();

    await world.close('now');
    await world.untilClosed();
    expect(world.left()).toEqual(NOTHING);
  });

  it('goes on when Stripe tells that what was paid has ended', async () => {
    const world = await closingWorld(store());
    await world.allTheWay();
    await world.close('period-end');
    await world.goOnClosing();

    world.vendors.endPeriod();
    await world.goOnClosing('subscription.changed');

    expect((await world.closingNow()).state).toBe('closed');
    expect(world.left()).toEqual(NOTHING);
  });

  it('closes as well before anything was made, and gives back the trial that nobody had', async () => {
    const world = await closingWorld(store());

    await world.close();
    await world.untilClosed();

    expect(await world.closingNow()).toMatchObject({ state: 'closed', entries: [] });
    expect(world.trial.released).toBe(1);
    await world.say('startOnboarding');
    expect((await world.stepsNow()).state).toBe('closed');
    await expect(
      world.say('confirmProfile', { zone: world.profile.zone, areaCode: '512' }),
    ).rejects.toMatchObject({ code: 'step_not_open' });
  });

  it('is closed once by two who close it at once, and is not opened again', async () => {
    const on = store();
    const world = await closingWorld(on);
    await world.allTheWay();

    await Promise.all([world.close(), world.close()]);
    await Promise.allSettled([world.goOnClosing(), world.goOnClosing()]);
    await world.untilClosed();
    const once = await world.closingNow();
    await world.close();
    await world.goOnClosing();

    expect(await world.closingNow()).toEqual(once);
    const record = (await on.rows()).filter(
      ({ what, businessId }) => String(what).startsWith('business.clos') && businessId === world.businessId,
    );
    expect(record.map(({ what }) => what).sort()).toEqual(['business.closed', 'business.closing']);
  });

  it('closes at once although its onboarding hears something while the last of it is written', async () => {
    const world = await closingWorld(store());
    const { onboardings, businessId } = world;
    const { numbers } = world.vendors.ports;
    const { orders } = numbers;
    let heard = 0;
    vi.spyOn(numbers, 'orders').mockImplementation(async (of) => {
      const isLast = (await world.closings.find(businessId))?.done.includes('messaging-profile');
      const from = isLast && heard < 2 ? await onboardings.find(businessId) : undefined;
      if (from) heard += 1;
      if (from) await onboardings.move(from, { ...from, version: from.version + 1 });
      return orders(of);
    });
    await world.allTheWay();

    await world.close();
    await world.goOnClosing();

    expect(heard).toBe(2);
    expect(await world.closingNow()).toMatchObject({ state: 'closed' });
    expect(world.left()).toEqual(NOTHING);
  });

  it('makes nothing more once it is leaving, and takes back what was made meanwhile', async () => {
    const world = await closingWorld(store());
    const { vendors } = world;
    await world.toCheckout();
    vendors.pay();
    // The business leaves while the worker makes its messaging profile.
    vendors.onRequest(async (what) => {
      if (what !== 'profile') return;
      await world.close();
      await world.goOnClosing();
    });
    await world.goOn('subscription.changed');

    expect(vendors.made.profiles.size).toBe(1);
    expect(vendors.made.orders).toEqual([]);
    expect(await world.closingNow()).toMatchObject({ waitsFor: 'work-under-way' });
    world.clock.pass(15_000);
    await world.goOnClosing();
    expect((await world.closingNow()).state).toBe('closed');
    expect(world.left()).toEqual(NOTHING);
  });
});

describe('a business that leaves, and whose worker dies [D13]', () => {
  it.each<Cut>(['before', 'after'])(
    'F-OPS-5: ends alike with nothing at any vendor, when it dies %s any request took effect',
    async (how) => {
      const whole = await closingWorld(inMemory());
      await whole.allTheWay();
      const first = whole.vendors.state.requests;
      await whole.close();
      await whole.untilClosed();
      const last = whole.vendors.state.requests;
      const certificate = (await whole.closingNow()).entries.map(({ vendor, what }) => [vendor, what]);
      expect(last - first).toBeGreaterThan(20);
      for (let request = first + 1; request <= last; request += 1) {
        const world = await closingWorld(inMemory());
        await world.allTheWay();
        world.vendors.state.cutAt = { request, how };
        await world.close();
        await world.untilClosed();

        expect([request, world.left()]).toEqual([request, NOTHING]);
        const { entries, state } = await world.closingNow();
        expect([request, state]).toEqual([request, 'closed']);
        expect(entries.map(({ vendor, what }) => [vendor, what])).toEqual(certificate);
        expect(entries.every(({ at }) => at !== undefined)).toBe(true);
      }
    },
  );

  it('ends alike wherever the onboarding was cut off before', async () => {
    const whole = await closingWorld(inMemory());
    await whole.allTheWay();
    for (let request = 1; request <= whole.vendors.state.requests; request += 1) {
      const world = await closingWorld(inMemory());
      world.vendors.cutForGood(request);
      await world.allTheWay().catch(() => undefined);
      world.vendors.mend();
      await world.close();
      await world.untilClosed();

      expect([request, world.left()]).toEqual([request, NOTHING]);
      expect([request, (await world.closingNow()).state]).toEqual([request, 'closed']);
    }
  });
});
