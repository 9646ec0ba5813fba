import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { changeSettings } from '../../../functions/domain/business/change-settings.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

const OWNER = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
const MOVED = '+15125550177';

const aWorld = async () => {
  const store = inMemory();
  const world = await onboardingWorld(store);
  const { businessId, settings, clock, profile, vendors, untilAtRest, goOn } = world;
  const transferTo = async (transferNumber: string) => {
    const now = await settings.find(businessId);
    const owner = { ...profile.owner, transferNumber };
    await changeSettings(settings)(businessId, now?.settingsVersion ?? 0, { owner }, OWNER, clock.now());
  };
  /** What Stripe has told, as the worker that hears of it writes it down. */
  const told = async (subscription: Business['billing']['subscription']) => {
    await store.db.send(
      new UpdateCommand({
        TableName: store.name,
        Key: keys.configuration(businessId),
        UpdateExpression: 'SET billing.subscription = :told',
        ExpressionAttributeValues: { ':told': subscription },
      }),
    );
    await goOn('subscription.changed');
  };
  /** Up to a subscription, in an area without numbers. */
  const paidWithoutNumber = async () => {
    await world.toCheckout('907');
    vendors.pay();
    await untilAtRest();
  };
  const forwardsTo = () => [...vendors.made.owned.values()].map((one) => one.forwardsOnFailureTo);
  return { ...world, transferTo, told, paidWithoutNumber, forwardsTo };
};

describe('a line whose owner has another phone [O1]', () => {
  it('falls back to the phone that the settings name now', async () => {
    const world = await aWorld();
    await world.allTheWay();

    await world.transferTo(MOVED);
    await world.goOn('settings.changed');

    expect(world.forwardsTo()).toEqual([MOVED]);
    expect(await world.stateOf('line')).toBe('done');
    expect(await world.stepsNow()).toMatchObject({ state: 'live' });
  });

  it('falls back to it also where the settings change while the line is being connected', async () => {
    const world = await aWorld();
    const { numbers } = world.vendors.ports;
    const { route } = numbers;
    let times = 0;
    numbers.route = async (...wanted) => {
      times += 1;
      await route(...wanted);
      if (times > 1) return;
      await world.transferTo(MOVED);
      await world.goOn('settings.changed');
    };

    await world.allTheWay();

    expect(world.forwardsTo()).toEqual([MOVED]);
    expect(await world.statesNow()).toMatchObject({ line: 'done', 'test-call': 'done' });
  });

  it('is asked for nothing when other settings change', async () => {
    const world = await aWorld();
    await world.allTheWay();
    const { requests } = world.vendors.state;

    await world.goOn('settings.changed');

    expect(world.vendors.state.requests).toBe(requests);
  });
});

describe('a subscription that has ended [B1, F-BL-6]', () => {
  it('has nothing bought for it, until its owner has subscribed again', async () => {
    const world = await aWorld();
    await world.paidWithoutNumber();
    expect(await world.stateOf('number')).toBe('stuck');
    world.vendors.endPeriod();
    await world.told('cancelled');
    expect((await world.stepsNow()).steps.subscription).toMatchObject({
      state: 'stuck',
      problem: { code: 'checkout_expired' },
    });

    await expect(world.say('chooseArea', { areaCode: '512' })).rejects.toMatchObject({
      code: 'step_not_open',
    });
    await world.untilAtRest();
    expect(world.vendors.made.orders).toEqual([]);

    await world.say('openCheckout');
    await world.goOn();
    world.vendors.pay();
    await world.goOn('subscription.changed');
    await world.told('active');
    await world.say('chooseArea', { areaCode: '512' });
    await world.untilAtRest();
    expect(await world.statesNow()).toMatchObject({ subscription: 'done', line: 'done' });
    expect(world.vendors.made.visits.size).toBe(2);
  });

  it('is not ended by the word of one beside it that was one too many', async () => {
    const world = await aWorld();
    await world.paidWithoutNumber();

    await world.told('cancelled');

    expect(await world.stateOf('subscription')).toBe('done');
  });
});
