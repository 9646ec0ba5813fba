import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const SECOND = 1_000;
const CALLER = '+15125560187';

type Envelope = { data: { id: string; occurred_at: string; payload: Record<string, unknown> } };

const shuffled = <Item>(items: readonly Item[], turn: number): Item[] =>
  items
    .map((item, index) => ({ item, place: (index * 7 + turn * 3) % 11 }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);

describe('what Telnyx tells of a phone call [V1]', () => {
  const { aWorld, table } = worldsOf(aTextWorld);
  const legs = async (world: TextWorld) =>
    (await world.rows()).filter(({ sk }) => String(sk).startsWith('LEG#'));
  const inbox = async () => (await table().rows()).filter(({ pk }) => String(pk).startsWith('INBOX#telnyx'));

  const aCall = async (world: TextWorld) => {
    const leg = world.telnyx.ring({ from: CALLER, to: world.business.messaging.from });
    world.clock.pass(2 * SECOND);
    leg.answer();
    world.clock.pass(36 * SECOND);
    leg.hangUp();
    return { leg, told: (await world.webhooks()) as Envelope[] };
  };

  it('is one row for each leg, the same in whatever order and however often it comes', async () => {
    const world = await aWorld();
    const { leg, told } = await aCall(world);
    const before = (await inbox()).length;
    const seen: unknown[] = [];

    for (let turn = 0; turn < 4; turn += 1) {
      for (const body of shuffled([...told, ...told, ...told], turn)) await world.apply(body);
      seen.push(await legs(world));
    }

    expect(seen[0]).toMatchObject([
      {
        pk: `BIZ#${world.business.id}#CALLS`,
        id: leg.legId,
        from: CALLER,
        to: world.business.messaging.from,
        startedAt: '2026-11-23T15:00:00.000Z',
        initiated: { at: '2026-11-23T15:00:00.000Z', direction: 'incoming', attestation: 'A' },
        answered: { at: '2026-11-23T15:00:02.000Z' },
        hangup: {
          at: '2026-11-23T15:00:38.000Z',
          cause: 'normal_clearing',
          source: 'callee',
          sipCause: '200',
        },
      },
    ]);
    for (const rows of seen) expect(rows).toEqual(seen[0]);
    expect((await inbox()).length - before).toBe(3);
  });

  it('leaves a call that nobody answered without an answer, and says how it ended', async () => {
    const world = await aWorld();
    const leg = world.telnyx.ring({ from: CALLER, to: world.business.messaging.from });
    leg.hangUp({ cause: 'originator_cancel', source: 'caller', sipCause: '487' });

    for (const body of await world.webhooks()) await world.apply(body);

    const [row] = await legs(world);
    expect(row).toMatchObject({ hangup: { cause: 'originator_cancel', source: 'caller', sipCause: '487' } });
    expect(row).not.toHaveProperty('answered');
  });

  it('is the latest by its own time, and at one instant that with the greater id, whichever comes first', async () => {
    const report = (world: TextWorld, told: Envelope[], id: string, at: string, cause: string) => ({
      data: {
        ...told[2]?.data,
        id: `${world.business.id}-${id}`,
        occurred_at: at,
        payload: { ...told[2]?.data.payload, hangup_cause: cause },
      },
    });
    const AT = '2026-11-23T15:00:38.000000Z';
    const endOf = async (order: number[]) => {
      const world = await aWorld();
      const { told } = await aCall(world);
      const reports = [
        report(world, told, 'b', AT, 'normal_clearing'),
        report(world, told, 'a', AT, 'timeout'),
        report(world, told, 'z', '2026-11-23T15:00:37.000000Z', 'user_busy'),
      ];
      for (const index of order) await world.apply(reports[index]);
      const remembered = (await inbox()).filter(({ pk }) => String(pk).includes(`#${world.business.id}-`));
      expect(remembered).toHaveLength(3);
      return (await legs(world))[0]?.hangup;
    };

    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [1, 2, 0],
    ]) {
      expect(await endOf(order)).toMatchObject({ cause: 'normal_clearing', at: '2026-11-23T15:00:38.000Z' });
    }
  });
});

describe('what Telnyx tells of numbers and 10DLC [V1, N1]', () => {
  const { aWorld, table } = worldsOf(aTextWorld);
  const provisions = async (world: TextWorld) =>
    (await world.rows()).filter(({ pk }) => String(pk).endsWith('#NUMBERS'));
  const register = (world: TextWorld, key: { pk: string; sk: string }) =>
    table().db.send(
      new PutCommand({ TableName: table().name, Item: { ...key, v: 1, businessId: world.business.id } }),
    );
  const applyAll = async (world: TextWorld) => {
    for (const body of await world.webhooks()) await world.apply(body);
  };

  it.each(['success', 'failure'] as const)('keeps how an order of numbers ended (%s)', async (status) => {
    const world = await aWorld();
    const number = world.business.messaging.from;
    const orderId = world.telnyx.completeOrder({
      numbers: [number],
      status,
      reference: `${world.business.id}:num_1`,
    });

    await applyAll(world);
    await applyAll(world);

    expect(await provisions(world)).toMatchObject([
      { kind: 'number-order', id: orderId, 'said:order': { status, numbers: [{ number, status }] } },
    ]);
  });

  it('believes our own reference of an order only where the registry confirms the order', async () => {
    const world = await aWorld();
    const order = { numbers: ['+15125559997'], reference: `${world.business.id}:num_1` };
    const orderId = world.telnyx.completeOrder(order);
    const [body] = await world.webhooks();

    await expect(world.apply(body)).rejects.toMatchObject({ facts: { awaits: 'number:+15125559997' } });
    await register(world, keys.numberOrder(orderId));
    await world.apply(body);

    expect(await provisions(world)).toMatchObject([{ id: orderId }]);
  });

  it('leaves to a person an order that the registry and our reference give to two businesses', async () => {
    const world = await aWorld();
    const other = await aWorld();
    const numbers = [world.business.messaging.from];
    world.telnyx.completeOrder({ numbers, reference: `${other.business.id}:num_1` });
    world.telnyx.completeOrder({ numbers: [...numbers, other.business.messaging.from] });

    for (const body of await world.webhooks()) {
      await expect(world.apply(body)).rejects.toMatchObject({ facts: { awaits: 'operator' } });
    }
    expect(await provisions(world)).toEqual([]);
    expect(await provisions(other)).toEqual([]);
  });

  it('keeps what each party says of a campaign, flat or wrapped, once it is known whose it is', async () => {
    const world = await aWorld();
    const campaignId = `campaign-${world.business.id}`;
    world.telnyx.tellRegistration({
      campaignId,
      brandId: 'brand-x',
      type: 'TELNYX_REVIEW',
      status: 'ACCEPTED',
    });
    world.telnyx.tellRegistration({ campaignId, type: 'MNO_REVIEW', status: 'REJECTED', isWrapped: true });
    const [flat, wrapped] = await world.webhooks();

    await expect(world.apply(flat)).rejects.toMatchObject({ facts: { awaits: `campaign:${campaignId}` } });
    await register(world, keys.campaign(campaignId));
    for (const body of [wrapped, flat, wrapped, flat]) await world.apply(body);

    expect(await provisions(world)).toMatchObject([
      {
        kind: 'campaign',
        id: campaignId,
        brandId: 'brand-x',
        'said:TELNYX_REVIEW': { status: 'ACCEPTED' },
        'said:MNO_REVIEW': { status: 'REJECTED' },
      },
    ]);
  });

  it('does not go back when a flat one is delivered again after a later one', async () => {
    const world = await aWorld();
    const campaignId = `campaign-${world.business.id}`;
    await register(world, keys.campaign(campaignId));
    world.telnyx.tellRegistration({ campaignId, status: 'ACCEPTED' });
    world.telnyx.tellRegistration({ campaignId, status: 'DORMANT' });
    const [accepted, dormant] = await world.webhooks();

    await world.apply(accepted);
    world.clock.pass(SECOND);
    await world.apply(dormant);
    world.clock.pass(SECOND);
    await world.apply(accepted);

    expect(await provisions(world)).toMatchObject([{ 'said:TELNYX_REVIEW': { status: 'DORMANT' } }]);
  });

  it.each([
    [{ brandId: 'brand-q' }, 'brand:brand-q'],
    [{ campaignId: 'campaign-q', brandId: 'brand-q' }, 'campaign:campaign-q'],
    [{ phoneNumber: '+15125559996', campaignId: 'campaign-q', isWrapped: true }, 'number:+15125559996'],
  ])('says what it waits for while nobody’s is known (%o)', async (told, awaits) => {
    const world = await aWorld();
    world.telnyx.tellRegistration(told);

    await expect(world.apply((await world.webhooks())[0])).rejects.toMatchObject({
      code: 'business_not_found',
      facts: { awaits },
    });
  });
});
