import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { list } from '../../scripts/dead-letters/list.ts';
import { type OpenDeadLetters, openDeadLetters } from '../../scripts/dead-letters/open-dead-letters.ts';
import { type During, redrive } from '../../scripts/dead-letters/redrive.ts';
import { show } from '../../scripts/dead-letters/show.ts';
import { addressOf } from '../../scripts/local/world-address.ts';
import { book } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let open: OpenDeadLetters;
const said: string[] = [];
const say = (line: string): void => void said.push(line);
const during: During = (_, run) => run({ rename: () => undefined });

beforeAll(async () => {
  world = await startFlowWorld();
  // A message that fails comes back after six times its worker's time-out, five times over: a second each will do here.
  for (const { url, deadLettersOf } of await world.cloud.queues()) {
    if (deadLettersOf.length > 0) continue;
    await world.queues.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '1' } }),
    );
  }
  const { gatewayUrl: endpoint, region, credentials, queueAlarms, rawBucketName } = addressOf(world);
  open = openDeadLetters({
    name: 'the flow',
    alarms: queueAlarms,
    bucket: rawBucketName,
    access: { endpoint, region, credentials },
  });
});
beforeEach(() => said.splice(0));
afterEach(() => world.repair());
afterAll(async () => {
  open?.close();
  await world?.stop();
});

/** The table answers this worker no more. */
const breakTable = (worker: string, action: string) =>
  world.cloud.inject({
    service: 'dynamodb',
    action,
    caller: `workers/${worker}`,
    times: 1000,
    error: 'InternalServerError',
  });

const given = (queue: string) =>
  eventually(`a dead letter of ${queue}`, async () => {
    said.length = 0;
    await list(open, say);
    expect(said).toContainEqual(expect.stringMatching(new RegExp(`^${queue}: 1 waits, the oldest for`)));
  });

/** The id of the only one there. */
const shown = async (queue: string): Promise<string> => {
  said.length = 0;
  await show(open, say, queue);
  return String(said[0]);
};

test('a fee that its worker gave up is told, and charged once when it is redriven after the cause is mended', async () => {
  breakTable('charge-booking-fee', 'GetItem');
  const business = await world.aBusiness();
  const call = await business.call();
  await book(business, call);
  call.hangUp();
  await given('charge-booking-fee');
  const [appointment] = await business.appointments();
  const invoicesBefore = business.invoices();

  const id = await shown('charge-booking-fee');
  world.repair();
  await redrive(open, say, during, 'charge-booking-fee');
  await eventually('the fee to be charged', () =>
    expect(business.invoices()).toMatchObject([{ status: 'paid' }]),
  );
  // The due index would have sent it too; both together charge no more than either.
  await world.letPass(2);
  await world.atRest();
  await list(open, say);

  expect(invoicesBefore).toEqual([]);
  expect(said[0]).toBe(id);
  expect(said[1]).toContain('event appointment.booked');
  expect(said[1]).toContain(`business ${business.id}, appointment ${appointment?.id}`);
  expect(said[1]).toContain(`correlation ${call.callId}`);
  expect(said[3]).toBe('    its body can be read');
  expect(said.join()).not.toContain(business.customerPhone);
  expect(said).toContainEqual(expect.stringMatching(/^1 message back in the queue of charge-booking-fee/));
  expect(said.at(-1)).toBe('No dead letters in 10 queues.');
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000, attempts: 1 }]);
  expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
});

test('words of a customer that nobody could apply take effect once when that letter alone is redriven', async () => {
  breakTable('apply-vendor-event', 'TransactWriteItems');
  const business = await world.aBusiness();
  const { customerPhone: from } = business;
  world.telnyx.receiveText({ from, to: String(business.business.numbers[0]), text: 'Revoke' });
  await given('apply-vendor-event');
  const repliesBefore = business.sentTexts();

  const id = await shown('apply-vendor-event');
  world.repair();
  await redrive(open, say, during, 'apply-vendor-event', [id]);
  await world.atRest();

  expect(said[1]).toMatch(/^ {4}what telnyx tells: message\.received, id /);
  expect(said.join()).not.toContain(from.slice(1));
  expect(said.join()).not.toContain('Revoke');
  expect(repliesBefore).toEqual([]);
  expect(business.sentTexts()).toMatchObject([{ text: expect.stringContaining('You are opted out') }]);
});
