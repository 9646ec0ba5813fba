import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { book } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const relay = 'workers/relay-events';

const bookedCall = async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const { result } = await book(business, call);
  call.hangUp();
  expect(result).toMatchObject({ ok: true });
  return business;
};

const expectOneOfEach = async (business: FlowBusiness) => {
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
  expect(business.emails()).toMatchObject([{ lastEvent: 'delivered' }]);
  expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
  expect(await business.texts()).toMatchObject([{ state: 'delivered' }]);
  expect(await business.alerts()).toMatchObject([{ state: 'delivered' }]);
};

const deadLettersOfRelay = async () =>
  (await world.cloud.queues()).find(({ name }) => name.includes('RelayEventsDeadLetters'))?.visible;

test('with the relay switched off for ten minutes everything arrives, and once only when it is back [D1]', async () => {
  await world.cloud.functions.pause(relay);

  const business = await bookedCall();
  await eventually('the call to be stored', async () =>
    expect(await business.calls()).toMatchObject([{ endedAt: expect.any(String) }]),
  );
  const before = [business.invoices(), business.sentTexts(), business.emails()].flat();
  await world.letPass(10);
  await eventually('the effects', () => expectOneOfEach(business));
  const announcedWithoutRelay = await business.fees();
  world.cloud.functions.resume(relay);
  await world.atRest();

  expect(before).toEqual([]);
  expect(announcedWithoutRelay).toMatchObject([
    { event: { name: 'fee.charged' }, duePk: expect.any(String) },
  ]);
  await expectOneOfEach(business);
});

test('an event that the bus refuses once is announced again', async () => {
  world.cloud.inject({
    service: 'events',
    action: 'PutEvents',
    caller: relay,
    times: 1,
    error: 'InternalServerError',
    entries: [0],
  });

  const business = await bookedCall();
  await world.atRest();

  await expectOneOfEach(business);
});

test('an event that the bus refuses until the relay gives up is announced by the clock, and somebody hears of it', async () => {
  const before = (await deadLettersOfRelay()) ?? 0;
  await world.cloud.functions.pause(relay);
  const business = await bookedCall();
  await eventually('the call to be stored', async () =>
    expect(await business.calls()).toMatchObject([{ endedAt: expect.any(String) }]),
  );
  world.cloud.inject({
    service: 'events',
    action: 'PutEvents',
    caller: relay,
    times: 1_000,
    error: 'InternalServerError',
    entries: [0],
  });

  world.cloud.functions.resume(relay);
  await eventually('the relay to give up', async () =>
    expect(await deadLettersOfRelay()).toBeGreaterThan(before),
  );
  world.cloud.clearFaults();
  await world.letPass(2);
  await world.atRest();

  await expectOneOfEach(business);
  await eventually('the operator to hear of it', () =>
    expect(world.cloud.alarmMessages()).toContainEqual(
      expect.objectContaining({
        state: 'ALARM',
        impact: expect.stringContaining('follow a booking a minute or more later'),
      }),
    ),
  );
});

test('with the clock asleep as well, what was due is caught up when it runs again', async () => {
  await Promise.all([relay, 'schedules/release-due'].map(world.cloud.functions.pause));
  const business = await bookedCall();

  await world.letPass(180);
  const meanwhile = business.invoices();
  world.cloud.functions.resume('schedules/release-due');
  await world.letPass(1);
  await eventually('the effects', () => expectOneOfEach(business));
  world.cloud.functions.resume(relay);
  await world.atRest();

  expect(meanwhile).toEqual([]);
  await expectOneOfEach(business);
});
