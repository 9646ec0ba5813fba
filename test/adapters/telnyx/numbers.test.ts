import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { quickPace } from '../../../scripts/local/vendors/telnyx/verdicts.ts';
import { aProvisionWorld, type ProvisionWorld, refusalOf } from '../../support/provision-world.ts';

const A1 = 'biz_a1' as BusinessId;
const A12 = 'biz_a12' as BusinessId;
const { trunkId } = LOCAL_PLATFORM;

describe('numbers at Telnyx [V1]', () => {
  let world: ProvisionWorld;
  beforeEach(async () => {
    world = await aProvisionWorld();
  });
  afterEach(() => world.stop());

  const profile = (id = A1) => world.profiles.create(id, 'Apex');
  const offered = async (areaCode = '512') => {
    const [first] = await world.numbers.search(areaCode);
    if (!first) throw new Error(`nothing is offered in ${areaCode}`);
    return first.number;
  };
  const bought = async (id = A1) => {
    const number = await offered();
    await world.numbers.order(id, number, (await profile(id)).id);
    world.clock.pass(1_000);
    const [owned] = await world.numbers.ofBusiness(id);
    if (!owned) throw new Error('the order brought no number');
    return owned;
  };

  it('are offered where they take calls and texts, ten at most, with what they cost', async () => {
    const offers = await world.numbers.search('737');

    expect(offers).toHaveLength(10);
    expect(offers[0]).toEqual({ number: '+17375557581', monthlyCents: 100, locality: 'AREA 737' });
    // Every fifth of the simulator's takes no texts.
    expect(offers.map(({ number }) => number)).not.toContain('+17375557729');
  });

  it.each(['212', '911', '123'])('are not offered where there are none (%s)', async (areaCode) => {
    expect(await world.numbers.search(areaCode)).toEqual([]);
  });

  it('are ordered for the business by name, with its trunk and its profile, in one request', async () => {
    const { id: messagingProfileId } = await profile();
    const number = await offered();

    const order = await world.numbers.order(A1, number, messagingProfileId);

    expect(world.sent('POST', /number_orders$/)).toEqual([
      {
        phone_numbers: [{ phone_number: number }],
        connection_id: trunkId,
        messaging_profile_id: messagingProfileId,
        customer_reference: 'biz_a1',
      },
    ]);
    expect(order).toMatchObject({ state: 'pending', numbers: [number] });
    expect(await world.numbers.find(number)).toBeUndefined();
  });

  it('are ours when the order has succeeded, under an id that is not the order’s', async () => {
    const { id: messagingProfileId } = await profile();
    const number = await offered();
    const order = await world.numbers.order(A1, number, messagingProfileId);
    world.clock.pass(quickPace.order - 1);
    expect(await world.numbers.ofBusiness(A1)).toEqual([]);
    world.clock.pass(1);

    const owned = await world.numbers.find(number);

    expect(await world.numbers.orders(A1)).toEqual([{ id: order.id, state: 'success', numbers: [number] }]);
    expect(owned).toEqual({
      id: expect.any(String),
      number,
      reference: 'biz_a1',
      connectionId: trunkId,
      messagingProfileId,
      forwardsOnFailureTo: undefined,
    });
    expect(owned?.id).not.toBe(order.id);
    expect(await world.numbers.ofBusiness(A1)).toEqual([owned]);
    expect(await world.numbers.search('512')).not.toContainEqual(expect.objectContaining({ number }));
  });

  it('say so when an order has failed, and bring nothing', async () => {
    world.telnyx.setVerdicts({ order: 'failure' });
    const number = await offered();
    const order = await world.numbers.order(A1, number, (await profile()).id);
    world.clock.pass(1_000);

    expect(await world.numbers.orders(A1)).toEqual([{ id: order.id, state: 'failure', numbers: [number] }]);
    expect(await world.numbers.ofBusiness(A1)).toEqual([]);
  });

  it('list the orders of a business the newest first', async () => {
    const { id } = await profile();
    const [one, two] = await world.numbers.search('512');
    const first = await world.numbers.order(A1, String(one?.number), id);
    world.clock.pass(5_000);
    const second = await world.numbers.order(A1, String(two?.number), id);

    expect((await world.numbers.orders(A1)).map((order) => order.id)).toEqual([second.id, first.id]);
  });

  it('are refused when somebody else has bought them since the search', async () => {
    const { id } = await profile();
    const number = await offered();
    world.telnyx.takeNumber(number);

    const refusal = await refusalOf(world.numbers.order(A1, number, id));

    expect(refusal).toMatchObject({ code: 'vendor_refused', vendor: 'telnyx', because: '10015' });
    expect(await world.numbers.orders(A1)).toEqual([]);
  });

  it('are bought once when two ask for the same at the same time', async () => {
    const { id } = await profile();
    const number = await offered();

    const outcomes = await Promise.allSettled([1, 2].map(() => world.numbers.order(A1, number, id)));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.numbers.orders(A1)).toHaveLength(1);
  });

  it.each(['drop-connection-after', 'garbage', 'error-500-after'] as const)(
    'leave the outcome unknown when the answer is lost (%s), and are found then: one number',
    async (effect) => {
      const { id } = await profile();
      const number = await offered();
      world.telnyx.faults.add({ effect, match: { method: 'POST', path: '/v2/number_orders' }, times: 1 });

      const refusal = await refusalOf(world.numbers.order(A1, number, id));

      expect(refusal).toMatchObject({ code: 'vendor_outcome_unknown', operation: 'order number' });
      expect(world.sent('POST', /number_orders$/)).toHaveLength(1);
      expect(await world.numbers.orders(A1)).toMatchObject([{ state: 'pending', numbers: [number] }]);
      world.clock.pass(1_000);
      expect(await world.numbers.ofBusiness(A1)).toMatchObject([{ number }]);
    },
  );

  it.each(['refuse-503', '429'] as const)('were not ordered when Telnyx cannot now (%s)', async (effect) => {
    const { id } = await profile();
    const number = await offered();
    world.telnyx.faults.add({ effect, match: { method: 'POST' }, times: 1 });

    expect(await refusalOf(world.numbers.order(A1, number, id))).toMatchObject({
      code: 'vendor_unavailable',
    });
    expect(await world.numbers.orders(A1)).toEqual([]);
  });

  it.each(['drop-connection', 'garbage', 'error-500-before', 'refuse-503'] as const)(
    'may be looked for again when the look failed (%s)',
    async (effect) => {
      world.telnyx.faults.add({ effect, match: { method: 'GET' } });

      for (const look of [
        () => world.numbers.orders(A1),
        () => world.numbers.ofBusiness(A1),
        () => world.numbers.find('+15125550142'),
        () => world.numbers.search('512'),
      ]) {
        expect(await refusalOf(look())).toMatchObject({ code: 'vendor_unavailable' });
      }
    },
  );

  it('are no look-alike’s: neither a longer id of a business nor a longer number', async () => {
    const longer = await bought(A12);
    world.telnyx.addNumber(`${longer.number}1`.slice(0, 16));

    expect(await world.numbers.ofBusiness(A1)).toEqual([]);
    expect(await world.numbers.orders(A1)).toEqual([]);
    expect(await world.numbers.find(longer.number.slice(0, -1))).toBeUndefined();
    expect(await world.numbers.find(longer.number)).toMatchObject({ id: longer.id });
  });

  it('are not ordered before the platform is connected, and are once it is', async () => {
    const { id } = await profile();
    const number = await offered();
    world.secrets.rotate({ platform: undefined });
    await world.secrets.refresh();

    expect(await refusalOf(world.numbers.order(A1, number, id))).toMatchObject({
      code: 'vendor_unavailable',
      because: 'platform_not_connected',
    });
    world.secrets.rotate({ platform: LOCAL_PLATFORM });
    expect(await world.numbers.order(A1, number, id)).toMatchObject({ state: 'pending' });
  });
});
