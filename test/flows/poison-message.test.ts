import { ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QueueState } from '../../scripts/local/local-cloud.ts';
import { book } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import { postRaw } from '../support/raw-http.ts';
import { signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
  // A message that fails comes back after six times its worker's time-out, five times over: a second each will do here.
  for (const { url, deadLettersOf } of await world.cloud.queues()) {
    if (deadLettersOf.length > 0) continue;
    await world.queues.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '1' } }),
    );
  }
});
afterAll(() => world?.stop());

const queueNamed = async (part: string): Promise<QueueState> => {
  const found = (await world.cloud.queues()).find(({ name }) => name.includes(part));
  if (!found) throw new Error(`no queue ${part}`);
  return found;
};

const deadLettersOf = async (queue: string) => {
  const found = (await world.cloud.queues()).find((one) =>
    one.deadLettersOf.some((name) => name.includes(queue)),
  );
  if (!found) throw new Error(`no dead letters of ${queue}`);
  return { url: found.url, count: found.visible + found.inFlight };
};

const poisons = [
  {
    what: 'charges fees',
    queue: 'ChargeBookingFeeEventsWorkQueue',
    body: 'no JSON at all',
    impact: 'Impact: booking fees are not charged.',
  },
  {
    what: 'sends texts',
    queue: 'SendConfirmationEventsWorkQueue',
    body: JSON.stringify({ 'detail-type': 'appointment.booked', detail: { v: 9 } }),
    impact: 'Impact: customers do not get the text that confirms their appointment.',
  },
  {
    what: 'writes to owners',
    queue: 'SendEmailEventsWorkQueue',
    body: '[]',
    impact: 'Impact: owners do not hear of new appointments, and who signs up',
  },
  {
    what: 'applies vendor events',
    queue: 'ApplyVendorEventWorkQueue',
    body: '{"v":1,"vendor":"nobody"}',
    impact: 'Impact: what vendors tell us (calls ended, texts delivered, fees paid, STOP) has no effect.',
  },
];

test('a poison message in each queue ends in dead letters that the operator hears of, and stops nobody else [O7]', async () => {
  for (const { queue, body } of poisons) {
    const { url } = await queueNamed(queue);
    await world.queues.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  }
  const business = await world.aBusiness();
  const call = await business.call();
  await book(business, call);
  call.hangUp();

  await eventually('the good messages to be worked on meanwhile', async () => {
    expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
    expect(await business.texts()).toMatchObject([{ state: 'delivered' }]);
    expect(await business.alerts()).toMatchObject([{ state: 'delivered' }]);
    expect(await business.calls()).toMatchObject([{ endedAt: expect.any(String) }]);
  });
  await eventually('the poison to be set aside', async () => {
    for (const { queue } of poisons) expect(await deadLettersOf(queue)).toMatchObject({ count: 1 });
  });
  await world.cloud.evaluateAlarms();

  for (const { queue, body, impact } of poisons) {
    const { url } = await deadLettersOf(queue);
    const { Messages } = await world.queues.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(Messages).toMatchObject([{ Body: body }]);
    expect(world.cloud.alarms()).toContainEqual(
      expect.objectContaining({
        name: expect.stringContaining('DeadLetters'),
        state: 'ALARM',
        impact: expect.stringContaining(impact),
      }),
    );
    expect(world.cloud.alarmMessages()).toContainEqual(
      expect.objectContaining({
        state: 'ALARM',
        impact: expect.stringContaining(impact),
        recipients: [expect.stringContaining('@')],
      }),
    );
  }
  await world.atRest();
});

test('a signed event that we cannot read is kept for a person, and its sender is told that it came', async () => {
  const edges = await signedEdges(world);
  const business = await world.aBusiness();
  const before = await deadLettersOf('ApplyVendorEventWorkQueue');
  const body = JSON.stringify({ event: 'call_ended', call: { call_id: 7 } });
  const headers = { 'content-type': 'application/json', ...edges.Retell?.sign(body, world.clock.now()) };

  const answer = await postRaw(String(edges.Retell?.url(business)), headers, body);
  await eventually('it to be set aside', async () =>
    expect((await deadLettersOf('ApplyVendorEventWorkQueue')).count).toBe(before.count + 1),
  );

  expect(answer.status).toBe(200);
});
