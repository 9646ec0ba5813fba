import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { book, lookUp, useTool } from '../support/agent-tools.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** What the voice function asked of AWS while `during` ran. */
const requestsOfVoice = async (during: () => Promise<unknown>) => {
  const ofVoice = () => world.cloud.requests().filter(({ caller }) => caller === 'voice/agent');
  const before = ofVoice().length;
  await during();
  return ofVoice()
    .slice(before)
    .map(
      ({ service, action, items }) =>
        `${service}:${action}${items === undefined ? '' : ` of ${items} items`}`,
    );
};

test('a lookup is one Query, and a booking one transaction of four items that reads nothing', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  await lookUp(call);

  const looking = await requestsOfVoice(() => lookUp(call, { part_of_day: 'morning' }));
  const [slot] = await lookUp(call);
  const booking = await requestsOfVoice(() => book(business, call, { slot }));
  const repeating = await requestsOfVoice(() => book(business, call, { slot }));

  expect(looking).toEqual(['dynamodb:Query']);
  expect(booking).toEqual(['dynamodb:TransactWriteItems of 4 items']);
  expect(repeating).toEqual(['dynamodb:TransactWriteItems of 4 items']);
  await world.atRest();
  expect(business.invoices()).toHaveLength(1);
});

test('the ringing phone is one Query, which is all that the first booking of a container needs besides its own', async () => {
  const business = await world.aBusiness();
  await world.cloud.functions.restart('voice/agent');

  const ringing = await requestsOfVoice(() => business.call());

  expect(ringing.toSorted()).toEqual(['dynamodb:Query', 'secretsmanager:GetSecretValue']);
});

test('a container that has never heard of the business reads its rules once, with a key and not by searching', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);
  await world.cloud.functions.restart('voice/agent');

  const cold = await requestsOfVoice(() => book(business, call, { slot }));

  expect(cold).toEqual([
    'secretsmanager:GetSecretValue',
    'dynamodb:GetItem',
    'dynamodb:TransactWriteItems of 4 items',
  ]);
});

test('a container reads the secret once, however many requests it answers', async () => {
  const business = await world.aBusiness();
  await world.cloud.functions.restart('voice/agent');

  const requests = await requestsOfVoice(async () => {
    const call = await business.call();
    for (const part_of_day of ['morning', 'afternoon']) await lookUp(call, { part_of_day });
    const booked = await book(business, call);
    await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
  });

  expect(requests.filter((request) => request.startsWith('secretsmanager'))).toHaveLength(1);
});

test('whoever loses a race is told what else is free with one Query more', async () => {
  const business = await world.aBusiness();
  const [first, second] = [await business.call(), await business.call()];
  const offers = await Promise.all([first, second].map((call) => lookUp(call, { time: '09:00' })));
  await book(business, first, { slot: offers[0]?.[0] });

  const losing = await requestsOfVoice(() => book(business, second, { slot: offers[1]?.[0] }));

  expect(losing).toEqual(['dynamodb:TransactWriteItems of 4 items', 'dynamodb:Query']);
});
