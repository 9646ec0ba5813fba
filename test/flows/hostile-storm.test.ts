import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type Carried, listenToQueues, sendAll, takeAll } from '../support/queue-traffic.ts';
import { seeded } from '../support/seeded.ts';
import { comparable, type SettledState, settledState } from '../support/settled-state.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

const TIMES = 10;
const SEED = 20_261_123;

const traffic = listenToQueues();
let world: FlowWorld;
let calm: FlowBusiness;
let expected: SettledState;
let carried: readonly Carried[];

/** What one business lives through: a booking with a text and a bill, a call without one, and a customer who texts. */
const live = async (business: FlowBusiness): Promise<void> => {
  const [number] = business.business.numbers;
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
  const leg = world.telnyx.ring({ from: business.customerPhone, to: String(number) });
  leg.answer();
  leg.hangUp();
  world.stripe.lives.subscribe({ customer: business.business.billing.stripeCustomerId });
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
const holdEverything = (): void => {
  for (const { faults } of vendors()) faults.addWebhook({ effect: 'drop' });
  for (const name of workers()) world.cloud.functions.pause(name);
};

const undelivered = () =>
  vendors().flatMap(({ webhooks }) =>
    webhooks
      .list()
      .flatMap(({ id, type, state }) =>
        state === 'undelivered' && webhookIsWanted(type) ? [{ id, type, webhooks }] : [],
      ),
  );
const webhookIsWanted = (type: string): boolean => type !== '';

describe('F-WH-10: delivered ten times in shuffled order, everything ends as if it had come once and in order [V1, B2, N1, N3]', () => {
  test(`first deliveries, of queues and of vendors (seed ${SEED})`, async () => {
    const business = await world.aBusiness();
    const before: Row[] = await world.rows();
    const heard = undelivered().length;

    holdEverything();
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

    expect([...new Set(webhooks.map(({ type }) => type))].sort()).toEqual(
      expect.arrayContaining([
        'call_analyzed',
        'call_ended',
        'call_started',
        'call.hangup',
        'customer.subscription.created',
        'email.delivered',
        'email.sent',
        'invoice.finalized',
        'invoice.paid',
        'message.finalized',
        'message.received',
        'message.sent',
      ]),
    );
    expect(comparable(await settledState(world, business, before), business)).toEqual(expected);
  });

  test(`everything that any queue carried, once more (seed ${SEED})`, async () => {
    const before = await world.rows();
    const state = await settledState(world, calm);

    await sendAll(world, copies(carried, SEED + 2));
    await world.atRest();

    expect(new Set(carried.map(({ queueArn }) => queueArn)).size).toBeGreaterThanOrEqual(4);
    expect(await settledState(world, calm)).toEqual(state);
    expect(await world.rows()).toEqual(before);
  });
});
