import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { inMemory, onBothStores, type Store } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

type World = Awaited<ReturnType<typeof onboardingWorld>>;

/** Stripe has told how the subscription stands. */
const stripeTold = ({ db, name }: Store, { businessId }: World, subscription: string) =>
  db.send(
    new UpdateCommand({
      TableName: name,
      Key: keys.configuration(businessId),
      UpdateExpression: 'SET billing.subscription = :as',
      ExpressionAttributeValues: { ':as': subscription },
    }),
  );

/** A business that was live, and whose subscription is over. */
const aBusinessThatLeft = async (store: Store): Promise<World> => {
  const world = await onboardingWorld(store);
  await world.allTheWay();
  world.vendors.endPeriod();
  await stripeTold(store, world, 'cancelled');
  return world;
};

onBothStores('an owner whose subscription is over [B1]', (store) => {
  it('comes back by another visit to the checkout, without another trial, number or agent', async () => {
    const table = store();
    const world = await aBusinessThatLeft(table);
    const { say, untilAtRest, vendors, trial, stateOf, stepsNow } = world;
    const claims = trial.claims.length;

    const told = await say('openCheckout');
    await untilAtRest();

    expect(told.state).toBe('live');
    expect(await stateOf('subscription')).toBe('waiting');
    expect((await stepsNow()).steps.subscription.made).toMatchObject({ attempt: 2, trialDays: 0 });
    vendors.pay();
    await untilAtRest();

    expect(await stateOf('subscription')).toBe('done');
    const standing = [...vendors.made.subscriptions.values()].filter(({ status }) => status !== 'canceled');
    expect(standing).toHaveLength(1);
    expect((await stepsNow()).steps.subscription.made.subscriptionId).toBe(standing[0]?.id);
    expect([vendors.made.orders.length, vendors.made.agents.size, vendors.made.customers.size]).toEqual([
      1, 1, 1,
    ]);
    expect(trial.claims).toHaveLength(claims);
  });

  it('pays once, however often they ask and before anybody has told us of it', async () => {
    const world = await aBusinessThatLeft(store());
    const { say, untilAtRest, vendors } = world;

    await Promise.all([say('openCheckout'), say('openCheckout')]);
    await untilAtRest();
    await say('openCheckout');
    await untilAtRest();
    vendors.pay();
    await untilAtRest();
    // Stripe's word of the new subscription is still on its way.
    await say('openCheckout');
    await untilAtRest();

    expect(vendors.made.visits.size).toBe(2);
    expect(await world.stateOf('subscription')).toBe('done');
  });

  it('keeps what they have tried: a visit that they do not finish gives no mark of the trial back', async () => {
    const world = await aBusinessThatLeft(store());
    const { say, untilAtRest, vendors, trial } = world;
    await say('openCheckout');
    await untilAtRest();

    const open = [...vendors.made.visits.values()].find(({ state }) => state === 'open');
    await vendors.ports.subscriptions.expireCheckout(open?.id ?? '');
    await untilAtRest();

    expect(await world.stateOf('subscription')).toBe('stuck');
    expect(trial.released).toBe(0);
    await say('openCheckout');
    await untilAtRest();
    vendors.pay();
    await untilAtRest();
    expect(await world.stateOf('subscription')).toBe('done');
  });

  it('is the only one who opens another visit, whatever else a subscription may be', async () => {
    const table = store();
    const world = await onboardingWorld(table);
    await world.allTheWay();

    for (const subscription of ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete']) {
      await stripeTold(table, world, subscription);
      await expect(world.say('openCheckout'), subscription).rejects.toMatchObject({ code: 'step_not_open' });
    }
  });

  it('is not left waiting for one that ended before we saw it', async () => {
    const world = await onboardingWorld(inMemory());
    const { say, untilAtRest, vendors, stateOf } = world;
    await world.toCheckout();
    vendors.pay();
    vendors.endPeriod();
    await untilAtRest();

    expect(await stateOf('subscription')).toBe('stuck');
    await say('openCheckout');
    await untilAtRest();
    vendors.pay();
    await untilAtRest();
    expect(await stateOf('line')).toBe('done');
  });
});
