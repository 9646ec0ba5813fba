import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

/**
 * A worker dies after the vendor did what it was asked and before that was written. The vendors' webhooks are lost too:
 * they would heal it, and here it has to heal without them.
 */
let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  // The message of a dead worker comes back after its visibility time-out, six times the worker's: not in a test.
  for (const { name, url } of await world.cloud.queues()) {
    if (!name.includes('EventsWorkQueue')) continue;
    await world.queues.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '2' } }),
    );
  }
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** A write of a worker's: the action, and how many of that action it has made with it. */
type Write = readonly [action: string, nth: number];

/** The worker's process ends at its write number `nth`, before (or, with `after`, just after) that is done. */
const killAt = (caller: string, [action, nth]: Write, after = false) =>
  world.cloud.inject({
    service: 'dynamodb',
    action,
    caller: `workers/${caller}`,
    times: 1,
    skip: nth - 1,
    error: 'crash',
    after,
  });

const loseWebhooks = () => {
  for (const { faults } of [world.stripe, world.telnyx, world.resend]) faults.addWebhook({ effect: 'drop' });
};

/** Books in a call while a worker is about to die, and waits until it has. */
const bookedWhileDying = async (worker: string) => {
  const deaths = () =>
    world.lines.filter(({ text }) => text.startsWith(`workers/${worker} failed with`)).length;
  const before = deaths();
  const business = await world.aBusiness();
  const call = await business.call();
  const { result } = await book(business, call);
  call.hangUp();
  expect(result).toMatchObject({ ok: true });
  // On a busy machine its successor may have failed too before anybody looks.
  await eventually(`${worker} to die`, () => expect(deaths()).toBeGreaterThan(before));
  return business;
};

/** The writes of a charge: claimed (an update), drafted (with the invoice's row), paying, settled (with its record). */
const DRAFTED: Write = ['TransactWriteItems', 1];
const PAYING: Write = ['UpdateItem', 2];
const SETTLING: Write = ['TransactWriteItems', 2];

test.each([
  { moment: 'after the money moved and before that was written', write: SETTLING, after: false, paid: 1 },
  { moment: 'when it had just written that the money moved', write: SETTLING, after: true, paid: 1 },
  { moment: 'before the money moved and after it wrote that it might', write: PAYING, after: true, paid: 0 },
  {
    moment: 'after the invoice was drafted and before that was written',
    write: DRAFTED,
    after: false,
    paid: 0,
  },
])('F-BK-12: a worker that dies $moment charges once', async ({ write, after, paid }) => {
  loseWebhooks();
  killAt('charge-booking-fee', write, after);

  const business = await bookedWhileDying('charge-booking-fee');
  const invoicesAtDeath = business.invoices();
  await world.letPass(2);
  await world.atRest();

  expect(invoicesAtDeath).toHaveLength(1);
  expect(invoicesAtDeath.filter(({ status }) => status === 'paid')).toHaveLength(paid);
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000, attempts: 1 }]);
  expect(await business.fees()).toMatchObject([{ state: 'charged', invoiceId: business.invoices()[0]?.id }]);
});

test('a worker that dies after the text was taken and before that was written texts once [N1]', async () => {
  loseWebhooks();
  killAt('send-confirmation', ['TransactWriteItems', 2]);

  const business = await bookedWhileDying('send-confirmation');
  const textsAtDeath = business.sentTexts();
  await world.letPass(2);
  await world.atRest();

  expect(textsAtDeath).toHaveLength(1);
  expect(business.sentTexts()).toEqual(textsAtDeath);
  expect(await business.texts()).toMatchObject([{ state: 'delivered', messageId: textsAtDeath[0]?.id }]);
});

test('a worker that dies before the text was handed over texts once all the same', async () => {
  loseWebhooks();
  killAt('send-confirmation', ['TransactWriteItems', 1], true);

  const business = await bookedWhileDying('send-confirmation');
  const textsAtDeath = business.sentTexts();
  // Not finding a text means nothing while what was handed over may still be on its way.
  for (const minutes of [1, 10]) {
    await world.letPass(minutes);
    await world.workersIdle();
  }
  await world.atRest();

  expect(textsAtDeath).toEqual([]);
  expect(business.sentTexts()).toHaveLength(1);
  expect(await business.texts()).toMatchObject([{ state: 'sent' }]);
});

test('a worker that dies after the e-mail was taken and before that was written tells the owner once', async () => {
  loseWebhooks();
  killAt('send-email', ['TransactWriteItems', 2]);

  const business = await bookedWhileDying('send-email');
  const emailsAtDeath = business.emails();
  await world.letPass(2);
  await world.atRest();

  expect(emailsAtDeath).toHaveLength(1);
  expect(business.emails()).toEqual(emailsAtDeath);
  expect(await business.alerts()).toMatchObject([{ state: 'sent', emailId: emailsAtDeath[0]?.id }]);
});

test('a relay that dies after the bus took an event announces it twice, and all follows once', async () => {
  killAt('relay-events', ['UpdateItem', 1]);

  const business = await bookedWhileDying('relay-events');
  await world.atRest();

  expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  expect(business.sentTexts()).toHaveLength(1);
  expect(business.emails()).toHaveLength(1);
});

test('F-BK-12: a voice function that dies after it booked confirms the booking when the agent asks again', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);
  world.cloud.inject({
    service: 'dynamodb',
    action: 'TransactWriteItems',
    caller: 'voice/agent',
    times: 1,
    error: 'crash',
    after: true,
  });

  const booked = await book(business, call, { slot });
  call.hangUp();
  await world.atRest();

  expect(booked).toMatchObject({ attempts: 2, result: { ok: true, starts_at: slot?.starts_at } });
  expect(await business.appointments()).toHaveLength(1);
  expect(business.invoices()).toHaveLength(1);
});
