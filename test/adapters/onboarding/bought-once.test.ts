import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

type World = Awaited<ReturnType<typeof onboardingWorld>>;

/** Up to the moment at which the owner has paid and nothing is bought yet. */
const paid = async (): Promise<World> => {
  const world = await onboardingWorld(inMemory());
  await world.toCheckout();
  world.vendors.pay();
  return world;
};

/** The first order is not answered in time, and comes about when `arrive` is called. */
const orderThatArrivesLate = ({ vendors }: World) => {
  const { numbers } = vendors.ports;
  const { order } = numbers;
  const late: (() => Promise<unknown>)[] = [];
  numbers.order = async (...wanted) => {
    if (late.length > 0) return order(...wanted);
    late.push(() => order(...wanted));
    throw new Refusal('vendor_outcome_unknown', { vendor: 'telnyx' });
  };
  return async () => {
    for (const arrive of late) await arrive();
  };
};

describe('a number whose order was not answered [O1, F-BL-6]', () => {
  it.each([
    ['when something else is told of the business', (world: World) => world.goOn('call.ended')],
    ['when its owner tries again', (world: World) => world.say('retryStep', {}, { step: 'number' })],
    ['when its owner names another area', (world: World) => world.say('chooseArea', { areaCode: '512' })],
  ])('is not ordered once more before the order may be seen, %s', async (_, happens) => {
    const world = await paid();
    const arrive = orderThatArrivesLate(world);
    await world.goOn('subscription.changed');
    expect(await world.stateOf('number')).toBe('waiting');

    await happens(world);
    await world.goOn();
    await arrive();
    world.clock.pass(2 * 60_000);
    await world.untilAtRest();

    expect(await world.stateOf('line')).toBe('done');
    expect(world.vendors.made.orders).toHaveLength(1);
    expect(world.vendors.made.owned.size).toBe(1);
  });

  it('is not ordered once more at once for what its owner said meanwhile', async () => {
    const world = await paid();
    const { numbers } = world.vendors.ports;
    const { order } = numbers;
    let late: (() => Promise<unknown>) | undefined;
    numbers.order = async (...wanted) => {
      if (late) return order(...wanted);
      late = () => order(...wanted);
      await world.say('chooseArea', { areaCode: '512' });
      throw new Refusal('vendor_outcome_unknown', { vendor: 'telnyx' });
    };
    await world.goOn('subscription.changed');

    await late?.();
    world.clock.pass(2 * 60_000);
    await world.untilAtRest();

    expect(world.vendors.made.orders).toHaveLength(1);
    expect(await world.stateOf('line')).toBe('done');
  });
});

describe('a number that was ordered and is not listed yet [O1, F-BL-6]', () => {
  it('is waited for', async () => {
    const world = await paid();
    const { numbers } = world.vendors.ports;
    const { ofBusiness } = numbers;
    numbers.ofBusiness = async () => [];
    await world.goOn('subscription.changed');
    for (const event of ['provision.told', 'call.ended', 'onboarding.requested']) {
      world.clock.pass(60_000);
      await world.goOn(event);
    }
    expect(world.vendors.made.orders).toHaveLength(1);

    numbers.ofBusiness = ofBusiness;
    world.clock.pass(15 * 60_000);
    await world.goOn();
    expect(await world.stateOf('line')).toBe('done');
    expect(world.vendors.made.owned.size).toBe(1);
  });

  it('is given up when it is not listed for an hour, and another one is found', async () => {
    const world = await paid();
    const from = world.clock.now();
    world.vendors.ports.numbers.ofBusiness = async () => [];
    for (let look = 0; look < 100 && world.vendors.made.orders.length < 2; look += 1) {
      await world.goOn('provision.told');
      world.clock.pass(60_000);
    }
    expect(world.clock.now() - from).toBeGreaterThan(60 * 60_000);
    expect(world.vendors.made.orders).toHaveLength(2);
  });
});
