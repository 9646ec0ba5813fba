import { describe, expect, it } from 'vitest';
import { inMemory, onBothStores } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';
import type { Cut } from '../../support/vendors-of-onboarding.ts';

const LIVE = {
  profile: 'done',
  proof: 'done',
  services: 'done',
  subscription: 'done',
  number: 'done',
  agent: 'done',
  line: 'done',
  texting: 'waiting',
  forwarding: 'done',
  'test-call': 'done',
};

onBothStores('onboarding [O1]', (store) => {
  it('brings a business from its description to a line that answers', async () => {
    const world = await onboardingWorld(store());

    await world.allTheWay();

    expect(await world.statesNow()).toEqual(LIVE);
    expect((await world.stepsNow()).state).toBe('live');
    const business = await world.settings.find(world.businessId);
    const { owned, profiles, customers, agents } = world.vendors.made;
    const [number] = [...owned.keys()];
    expect(business).toMatchObject({
      numbers: [number],
      agentIds: [...agents.values()].map(({ agentId }) => agentId),
      messaging: { from: number, messagingProfileId: profiles.get(world.businessId) },
      billing: { stripeCustomerId: customers.get(world.businessId), bookingFeeCents: 5000 },
    });
    expect([...owned.values()]).toMatchObject([{ forwardsOnFailureTo: world.profile.owner.transferNumber }]);
  });

  it('F-BL-6: buys nothing before the subscription stands', async () => {
    const { toCheckout, vendors, stateOf } = await onboardingWorld(store());
    await toCheckout();

    expect(await stateOf('subscription')).toBe('waiting');
    const { orders, profiles, agents, imported } = vendors.made;
    expect([orders.length, profiles.size, agents.size, imported.size]).toEqual([0, 0, 0, 0]);
  });

  it('F-BL-6: two who say everything at once make one of everything', async () => {
    const world = await onboardingWorld(store());
    const { say, goOn, vendors, profile, clock } = world;
    const both = <T>(ask: () => Promise<T>) => Promise.allSettled([ask(), ask()]);
    await both(() => say('startOnboarding'));
    await both(() => say('confirmProfile', { zone: profile.zone, areaCode: '512' }));
    await both(() => say('confirmServices', { settingsVersion: 0 }));
    await both(() => say('sendPhoneCode', { by: 'text' }));
    await both(() => goOn());
    await both(() => say('provePhone', { code: vendors.made.codes.get(profile.owner.phones[0] ?? '') }));
    await both(() => goOn());
    vendors.pay();
    clock.pass(11 * 60_000);
    await Promise.allSettled([goOn(), goOn('subscription.changed'), goOn()]);
    await world.untilAtRest();

    const { customers, orders, profiles, agents, imported, owned, visits, subscriptions } = vendors.made;
    expect(await world.stateOf('line')).toBe('done');
    expect(
      [customers, profiles, agents, imported, owned, visits, subscriptions].map(({ size }) => size),
    ).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(orders).toHaveLength(1);
  });

  it('F-TEN-7: routes nothing for a phone that was not proven', async () => {
    const { say, untilAtRest, vendors, profile, stateOf, statesNow } = await onboardingWorld(store());
    await say('startOnboarding');
    await say('confirmProfile', { zone: profile.zone, areaCode: '512', forwardFrom: '+15125550108' });
    await say('confirmServices', { settingsVersion: 0 });
    await say('sendPhoneCode', { by: 'text' });
    await untilAtRest();
    await say('provePhone', { code: '0000' });
    await untilAtRest();

    expect([...vendors.made.codes.keys()]).toEqual(['+15125550108']);
    expect(await stateOf('proof')).toBe('stuck');
    expect(await statesNow()).toMatchObject({ subscription: 'todo', number: 'todo', line: 'todo' });
    expect(vendors.made.customers.size).toBe(0);

    await say('provePhone', { code: vendors.made.codes.get('+15125550108') });
    await untilAtRest();
    expect(await stateOf('proof')).toBe('done');
  });

  it('gives back what it holds when the checkout was not finished, and opens another one when asked', async () => {
    const world = await onboardingWorld(store());
    const { say, untilAtRest, vendors, stateOf, trial } = world;
    await world.toCheckout();
    await vendors.ports.subscriptions.expireCheckout([...vendors.made.visits.values()][0]?.id ?? '');
    await untilAtRest();

    expect(await stateOf('subscription')).toBe('stuck');
    expect(trial.released).toBe(1);
    const told = await say('showOnboarding');
    expect(told.steps.find(({ name }) => name === 'subscription')).toMatchObject({
      problem: 'checkout_expired',
      checkoutUrl: undefined,
    });

    await say('openCheckout');
    await untilAtRest();
    expect(vendors.made.visits.size).toBe(2);
    vendors.pay();
    await untilAtRest();
    expect(await stateOf('line')).toBe('done');
    expect(vendors.made.subscriptions.size).toBe(1);
  });

  it('says which area has no number, and goes on with another', async () => {
    const { toCheckout, say, untilAtRest, vendors, stateOf, stepsNow } = await onboardingWorld(store());
    await toCheckout('907');
    vendors.pay();
    await untilAtRest();

    expect((await stepsNow()).steps.number).toMatchObject({
      state: 'stuck',
      problem: { code: 'no_number_in_area', detail: '907' },
    });
    await say('chooseArea', { areaCode: '512' });
    await untilAtRest();
    expect(await stateOf('number')).toBe('done');
  });

  it('registers who texts, step by step as the carriers decide, while the line is already live', async () => {
    const world = await onboardingWorld(store());
    const { say, untilAtRest, vendors, businessId } = world;
    await world.allTheWay();
    await say('registerTexting', { legalName: 'Apex LLC', displayName: 'Apex', ein: '123456789' });
    await untilAtRest();
    const waits = async () => (await world.stepsNow()).steps.texting;
    expect(await waits()).toMatchObject({ state: 'waiting', waitsFor: 'brand-review' });

    vendors.made.brands.set(businessId, { id: 'brand', standing: 'accepted' });
    await untilAtRest();
    expect(await waits()).toMatchObject({ state: 'waiting', waitsFor: 'campaign-review' });

    vendors.made.campaigns.set(businessId, { id: 'camp', standing: 'rejected', reason: 'no opt-in' });
    await untilAtRest();
    expect(await waits()).toMatchObject({ problem: { code: 'campaign_rejected', detail: 'no opt-in' } });

    await untilAtRest();
    expect(vendors.made.campaigns.get(businessId)).toMatchObject({ id: 'camp' });
    await say('retryStep', {}, { step: 'texting' });
    await untilAtRest();
    expect(vendors.made.campaigns.get(businessId)?.id).not.toBe('camp');
    expect(await waits()).toMatchObject({ state: 'waiting', waitsFor: 'campaign-review' });

    vendors.made.campaigns.set(businessId, { id: 'camp', standing: 'accepted' });
    await say('retryStep', {}, { step: 'texting' });
    await untilAtRest();
    await untilAtRest();
    expect(await waits()).toMatchObject({
      state: 'done',
      made: { assigned: [...vendors.made.owned.keys()][0] },
    });
  });

  it('refuses what is said too early, too late, or of a business that has none', async () => {
    const { say, profile } = await onboardingWorld(store());

    await expect(say('confirmProfile', { zone: profile.zone, areaCode: '512' })).rejects.toMatchObject({
      code: 'onboarding_not_found',
    });
    await say('startOnboarding');
    await expect(say('chooseArea', { areaCode: '512' })).rejects.toMatchObject({ code: 'step_not_open' });
    await expect(say('provePhone', { code: '1234' })).rejects.toMatchObject({ code: 'step_not_open' });
    await expect(say('confirmProfile', { zone: 'America/New_York', areaCode: '512' })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    });
    await expect(say('confirmServices', { settingsVersion: 7 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    });
  });

  it('sends no more than so many codes a day, and one to whoever is impatient', async () => {
    const { say, profile, clock, untilAtRest } = await onboardingWorld(store());
    await say('startOnboarding');
    await say('confirmProfile', { zone: profile.zone, areaCode: '512' });
    await untilAtRest();
    for (let time = 0; time < 6; time += 1) {
      await say('sendPhoneCode', { by: 'text' });
      await say('sendPhoneCode', { by: 'text' });
      clock.pass(60_000);
    }
    await expect(say('sendPhoneCode', { by: 'text' })).rejects.toMatchObject({ code: 'daily_cap_reached' });
  });
});

describe('an onboarding whose worker dies [O1]', () => {
  // Some seventy journeys: only the store in memory is quick enough for all of them.
  it.each<Cut>(['before', 'after'])(
    'ends alike with one of everything, when it dies %s any request took effect',
    async (how) => {
      const whole = await onboardingWorld(inMemory());
      await whole.allTheWay();
      const { requests } = whole.vendors.state;
      expect(requests).toBeGreaterThan(20);
      for (let request = 1; request <= requests; request += 1) {
        const world = await onboardingWorld(inMemory());
        world.vendors.state.cutAt = { request, how };
        await world.allTheWay();
        await world.untilAtRest();

        expect([request, await world.statesNow()]).toEqual([request, LIVE]);
        const { customers, orders, profiles, agents, imported, owned, visits } = world.vendors.made;
        expect([
          request,
          ...[customers, profiles, agents, imported, owned, visits].map(({ size }) => size),
          orders.length,
        ]).toEqual([request, 1, 1, 1, 1, 1, 1, 1]);
      }
    },
  );
});
