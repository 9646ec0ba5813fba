import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type Carried, listenToQueues, sendAll, takeAll } from '../support/queue-traffic.ts';
import { seeded } from '../support/seeded.ts';
import { comparable, type SettledState, settledState } from '../support/settled-state.ts';
import { liveAtVendors, TOLD_BY_VENDORS } from '../support/vendor-life.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

const TIMES = 10;
const SEED = 20_261_123;

const traffic = listenToQueues();
let world: FlowWorld;
let calm: FlowBusiness;
let expected: SettledState;
let carried: readonly Carried[];

/**
 * What one business lives through: a booking with a text, a bill and an e-mail that its owner complains of, a call without
 * one, a customer who texts, and whatever else vendors tell.
 */
const live = async (business: FlowBusiness): Promise<void> => {
  const [number] = business.business.numbers;
  world.resend.setOutcome(business.business.owner.email, 'complained');
  const booked = await business.call();
  const [slot] = await lookUp(booked);
  const { result } = await book(business, booked, {
    ...(slot && { slot }),
    differing: { sms_consent: true },
  });
  expect(result).toMatchObject({ ok: true });
  booked.hangUp('user_hangup', { summary: 'A furnace.' });
  const asked = await business.call();
  await lookUp(asked);
  asked.hangUp('agent_hangup', { summary: 'Only asked.' });
  world.retell.missCall({ from: business.customerPhone, to: String(number) });
  world.telnyx.receiveText({ from: business.customerPhone, to: String(number), text: 'Thank you!' });
  world.telnyx.receiveText({ from: '+15125551999', to: String(number), text: 'STOP' });
  await liveAtVendors(world, business);
};

beforeAll(async () => {
  world = await startFlowWorld(undefined, { onInvoke: traffic.onInvoke });
  calm = await world.aBusiness();
  const before = await world.rows();
  await live(calm);
  await world.atRest();
  expected = comparable(await settledState(world, calm, before), calm);
  carried = [...traffic.carried];
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const vendors = () => [world.stripe, world.telnyx, world.resend, world.retell];
const workers = () => world.cloud.functions.names().filter((name) => /^workers\/(?!relay)/.test(name));
const copies = <T>(items: readonly T[], seed: number): T[] =>
  seeded(seed).shuffled(items.flatMap((item) => Array<T>(TIMES).fill(item)));

/** Nothing that vendors would tell is delivered, and no worker is given anything. */
const holdEverything = async (): Promise<void> => {
  for (const { faults } of vendors()) faults.addWebhook({ effect: 'drop' });
  await Promise.all(workers().map(world.cloud.functions.pause));
};

const undelivered = () =>
  vendors().flatMap(({ webhooks }) =>
    webhooks
      .list()
      .flatMap(({ id, type, state }) => (state === 'undelivered' ? [{ id, type, webhooks }] : [])),
  );

describe('F-WH-10: delivered ten times in shuffled order, everything ends as if it had come once and in order [V1, B2, N1, N3]', () => {
  test(`first deliveries, of queues and of vendors (seed ${SEED})`, async () => {
    const business = await world.aBusiness();
    const before: Row[] = await world.rows();
    const heard = undelivered().length;

    await holdEverything();
    await live(business);
    await eventually('the bus to have told every queue', async () => {
      const waiting = (await world.cloud.queues()).filter(
        ({ name, visible }) => visible > 0 && !name.includes('DeadLetters'),
      );
      expect(waiting.length).toBeGreaterThanOrEqual(3);
    });
    await sendAll(world, copies(await takeAll(world), SEED));
    for (const name of workers()) world.cloud.functions.resume(name);
    await world.atRest();
    const webhooks = undelivered().slice(heard);
    for (const { webhooks: from, id } of copies(webhooks, SEED + 1)) from.redeliver(id);
    world.repair();
    await world.atRest();

    const told = new Set(webhooks.map(({ type }) => type));
    expect(TOLD_BY_VENDORS.filter((type) => !told.has(type))).toEqual([]);
    expect((await world.rows()).filter(({ pk }) => pk === 'QUARANTINE')).toEqual([]);
    expect(comparable(await settledState(world, business, before), business)).toEqual(expected);
  });

  test(`everything that any queue carried, once more (seed ${SEED})`, async () => {
    const before = await world.rows();
    const state = await settledState(world, calm);

    const again = copies(carried, SEED + 2);
    const heard = traffic.carried.length;
    await sendAll(world, again);
    await eventually(
      'all of it to be taken off the queues',
      () => expect(traffic.carried.length).toBeGreaterThanOrEqual(heard + again.length),
      240,
    );
    await world.atRest();

    expect(new Set(carried.map(({ queueArn }) => queueArn)).size).toBeGreaterThanOrEqual(4);
    expect(await settledState(world, calm)).toEqual(state);
    expect(await world.rows()).toEqual(before);
  }, 300_000);
});
