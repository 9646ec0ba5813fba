import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { dynamoErasure, dynamoForgetCustomer } from '../../../functions/adapters/dynamodb/erasure.ts';
import { ERASED_AFTER_DAYS } from '../../../functions/contracts/retention.ts';
import { eraseBusiness } from '../../../functions/domain/leaving/erase-business.ts';
import { closingWorld } from '../../support/closing-world.ts';
import { onBothStores, type Store } from '../../support/on-both-stores.ts';

const DAY_MS = 86_400_000;
/** Of DynamoDB, in one transaction. */
const MOST_AT_ONCE = 100;

/** A business that was closed, with customers, calls, a fee and an opt-out. */
const closedWorld = async (on: Store) => {
  const world = await closingWorld(on);
  await world.allTheWay();
  await world.close();
  await world.untilClosed();
  const { businessId: id, clock } = world;
  const calls = Array.from({ length: 130 }, (_, call) => ({
    partition: 'CALLS',
    sk: `call_${call}`,
    from: '+15125550187',
    summary: 'Dana’s furnace is out.',
    transcriptKey: `transcripts/${id}/${call}.json`,
    agentId: 'agent_1',
    epoch: 2,
  }));
  const rows = [
    ...calls,
    { partition: 'CUSTOMERS', sk: 'cust_1', name: 'Dana' },
    { partition: 'APPOINTMENTS', sk: 'apt_1', customer: 'Dana' },
    { partition: 'APPOINTMENTS', sk: 'apt_1#FEE', amountCents: 5000 },
    { partition: 'APPOINTMENTS', sk: 'apt_1#TEXT#txt_1', to: '+15125550187' },
    { partition: 'CONTESTS', sk: 'fee_1', version: 2, words: 'Dana never came.', decisionWords: 'Dana did.' },
    { partition: 'CONSENT', sk: 'fingerprint', state: 'opted-out' },
    { partition: 'TEXTS', sk: 'IN#1', text: 'STOP' },
    { partition: 'BILLING', sk: 'ACCOUNT' },
    { partition: 'BILLING', sk: 'INVOICE#in_1' },
    { partition: 'BILLING', sk: 'CHECKOUT#cs_1' },
    { partition: 'REQUESTS', sk: 'f' },
    { partition: 'LIMITS', sk: 'BUCKET' },
    { partition: 'NUMBERS', sk: 'number-order#1' },
  ].map(({ partition, ...row }) => ({
    Put: { TableName: on.name, Item: { pk: `BIZ#${id}#${partition}`, v: 1, ...row } },
  }));
  for (let from = 0; from < rows.length; from += MOST_AT_ONCE)
    await on.db.send(new TransactWriteCommand({ TransactItems: rows.slice(from, from + MOST_AT_ONCE) }));
  const objects: string[] = ['a', 'b'];
  /** What a worker puts that had read a row before it went. */
  const late: string[] = [];
  const ownRows = dynamoErasure(on, clock);
  const erase = eraseBusiness({
    leaving: async () => ({
      objects: {
        erase: async () => {
          objects.length = 0;
          return 'all';
        },
      },
      rows: {
        erase: async (business, most) => {
          const outcome = await ownRows.erase(business, most);
          objects.push(...late.splice(0));
          return outcome;
        },
      },
      closings: world.closings,
    }),
    forgetCustomer: dynamoForgetCustomer(on),
    clock,
  });
  const rowsOf = async (whose: string) =>
    (await on.rows())
      .filter(({ pk }) => String(pk).startsWith(`BIZ#${whose}#`))
      .map(({ pk, sk }) => `${String(pk).split('#')[2]} ${sk}`);
  const left = () => rowsOf(id);
  const customer = (await world.settings.find(id))?.billing?.stripeCustomerId;
  const isCustomerKnown = async () => (await on.rows()).some(({ pk }) => pk === `STRIPE#${customer}`);
  return { ...world, erase, left, rowsOf, objects, late, isCustomerKnown };
};

onBothStores('the data of a business that has left [D13]', (store) => {
  it('goes thirty days after it was closed, and not an instant before', async () => {
    const { erase, left, clock, businessId, closingNow, objects } = await closedWorld(store());
    const closedAt = Date.parse((await closingNow()).closedAt ?? '');
    const before = await left();

    clock.pass(closedAt + ERASED_AFTER_DAYS * DAY_MS - 1 - clock.now());
    expect(await erase({ businessId })).toBe('not now');
    expect(await left()).toEqual(before);
    expect(objects).toHaveLength(2);

    clock.pass(1);
    expect(await erase({ businessId })).toBe('erased');
    expect((await closingNow()).erasedAt).toBe(new Date(clock.now()).toISOString());
    expect(objects).toEqual([]);
  });

  it('goes but for opt-outs, the record, money, who was a member and the certificate', async () => {
    const on = store();
    const other = await closedWorld(on);
    const theirs = await other.left();
    const { erase, left, clock, businessId, isCustomerKnown } = await closedWorld(on);
    clock.pass(ERASED_AFTER_DAYS * DAY_MS);

    await erase({ businessId });

    const kinds = (await left()).filter((row) => !/^(AUDIT|TEAM) /.test(row));
    expect(kinds.toSorted()).toEqual([
      'APPOINTMENTS apt_1#FEE',
      'BILLING ACCOUNT',
      'BILLING INVOICE#in_1',
      'CHAIN 0',
      'CONSENT fingerprint',
      'CONTESTS fee_1',
      'ONBOARDING CLOSING',
    ]);
    const fee = (await on.rows()).find(
      ({ pk, sk }) => pk === `BIZ#${businessId}#APPOINTMENTS` && sk === 'apt_1#FEE',
    );
    expect(fee?.expiresAt).toBe(Math.ceil(clock.now() / 1000) + 2557 * 86_400);
    expect(await isCustomerKnown()).toBe(false);
    expect(await other.left()).toEqual(theirs);
    expect(await other.isCustomerKnown()).toBe(true);
  });

  it('goes but for a call whose recording is held, wherever a page of rows ends', async () => {
    const on = store();
    const { erase, left, clock, businessId } = await closedWorld(on);
    const beside = (call: string, what: string, more: object = {}) => ({
      Put: {
        TableName: on.name,
        Item: { pk: `BIZ#${businessId}#CALLS`, sk: `${call}#${what}`, v: 1, ...more },
      },
    });
    const calls = Array.from({ length: 24 }, (_, at) => `call_${at + 20}`);
    await on.db.send(
      new TransactWriteCommand({
        TransactItems: calls.flatMap((call, at) => [
          beside(call, 'AUDIO'),
          beside(call, 'REMARK'),
          ...(at % 2 === 0 ? [beside(call, 'HOLD', { isHeld: at % 4 === 0 })] : []),
        ]),
      }),
    );
    clock.pass(ERASED_AFTER_DAYS * DAY_MS);

    expect(await erase({ businessId })).toBe('erased');

    const held = calls.filter((_, at) => at % 4 === 0);
    const kept = (await left()).filter((row) => row.startsWith('CALLS '));
    expect(kept.toSorted()).toEqual(
      held.flatMap((call) => [`CALLS ${call}`, `CALLS ${call}#AUDIO`, `CALLS ${call}#HOLD`]).toSorted(),
    );
    const rows = (await on.rows()).filter(
      ({ pk, sk }) => pk === `BIZ#${businessId}#CALLS` && !String(sk).includes('#'),
    );
    // A report that was read before moves no row any more.
    for (const row of rows)
      expect(row).toEqual({ pk: row.pk, sk: row.sk, v: 1, agentId: 'agent_1', epoch: 3 });
  });

  it('goes with words that somebody put while the rows went', async () => {
    const { erase, clock, businessId, objects, late } = await closedWorld(store());
    late.push('of a call that ended as its row went');
    clock.pass(ERASED_AFTER_DAYS * DAY_MS);

    expect(await erase({ businessId })).toBe('erased');

    expect(objects).toEqual([]);
  });

  it('keeps of a contest what was decided, and lets nobody write its words back', async () => {
    const on = store();
    const { erase, clock, businessId } = await closedWorld(on);
    clock.pass(ERASED_AFTER_DAYS * DAY_MS);

    await erase({ businessId });

    const [contest] = (await on.rows()).filter(({ pk }) => pk === `BIZ#${businessId}#CONTESTS`);
    // Whoever read it in version 2 moves it no more.
    expect(contest).toEqual({
      pk: `BIZ#${businessId}#CONTESTS`,
      sk: 'fee_1',
      v: 1,
      version: 3,
      expiresAt: expect.any(Number),
    });
  });

  it('is erased alike by two at once, and again', async () => {
    const { erase, clock, businessId, left, closingNow } = await closedWorld(store());
    clock.pass(ERASED_AFTER_DAYS * DAY_MS);

    await Promise.all([erase({ businessId }), erase({ businessId })]);
    const once = await closingNow();
    const kept = await left();

    expect(await erase({ businessId })).toBe('not now');
    expect(await closingNow()).toEqual(once);
    expect(await left()).toEqual(kept);
  });

  it('is left alone while the business is not closed', async () => {
    const world = await closingWorld(store());
    await world.allTheWay();
    await world.close('period-end');
    await world.goOnClosing();
    world.clock.pass(400 * DAY_MS);
    const erase = eraseBusiness({
      leaving: async () => {
        const never = { erase: () => Promise.reject(new Error('it is erased')) };
        return { objects: never, rows: never, closings: world.closings };
      },
      forgetCustomer: async () => undefined,
      clock: world.clock,
    });

    expect(await erase({ businessId: world.businessId })).toBe('not now');
  });
});
