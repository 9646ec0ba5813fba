import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { telnyxNumbers } from '../../functions/adapters/telnyx/numbers.ts';
import { eventually } from '../support/eventually.ts';
import { flowBusiness } from '../support/flow-business.ts';
import { someSecrets } from '../support/messages.ts';
import { onboardingOf } from '../support/onboarding.ts';
import { peopleOf } from '../support/people.ts';
import { postRaw } from '../support/raw-http.ts';
import { signedEdges } from '../support/signed-edges.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let hear: (vendor: 'Retell' | 'Telnyx', event: object) => Promise<number>;
beforeAll(async () => {
  world = await startFlowWorld();
  const edges = await signedEdges(world);
  hear = async (vendor, event) => {
    const edge = edges[vendor];
    const body = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', ...edge?.sign(body, world.clock.now()) };
    return (await postRaw(String(edge?.url(undefined as never)), headers, body)).status;
  };
});
afterAll(() => world?.stop());

const quarantined = async () => (await world.rows()).filter(({ pk }) => pk === 'QUARANTINE');
const inboxed = async (text: string) =>
  (await world.rows()).filter(({ pk }) => String(pk).startsWith('INBOX#') && String(pk).includes(text));
/** A text that somebody sends to a number, as Telnyx tells of it. */
const aTextTo = (number: string, id: string) => {
  const at = new Date(world.clock.now()).toISOString();
  const payload = {
    id: `message-${id}`,
    record_type: 'message',
    direction: 'inbound',
    type: 'SMS',
    text: 'STOP',
    from: { phone_number: '+15125550187' },
    to: [{ phone_number: number }],
    received_at: at,
  };
  return { data: { id, event_type: 'message.received', occurred_at: at, payload, record_type: 'event' } };
};
const deadLetters = async () =>
  (await world.cloud.queues()).filter(({ name, visible }) => name.includes('DeadLetters') && visible > 0);
const bodyOf = (row: Readonly<Record<string, unknown>> | undefined) =>
  world.objects.send(
    new HeadObjectCommand({ Bucket: String(world.cloud.outputs.RawBucketName), Key: String(row?.bodyKey) }),
  );

/** A call of a business that is not created yet. */
const aCallOf = (agentId: string | undefined, number: string | undefined, callId: string) => {
  const call = {
    call_id: callId,
    call_type: 'phone_call',
    direction: 'inbound',
    agent_id: agentId,
    from_number: '+15125550187',
    to_number: number,
    start_timestamp: world.clock.now() - 60_000,
  };
  const ended = {
    ...call,
    end_timestamp: world.clock.now(),
    duration_ms: 60_000,
    disconnection_reason: 'user_hangup',
    transcript: 'Agent: Hello.\nUser: Hello.\n',
    transcript_with_tool_calls: [{ role: 'user', content: 'Hello.' }],
  };
  return [
    { event: 'call_started', call },
    { event: 'call_ended', call: ended },
    { event: 'call_analyzed', call: { ...ended, call_analysis: { call_summary: 'A greeting.' } } },
  ];
};

test('F-WH-9: calls of an agent nobody knows alarm the operator, wait, and are applied once its business is created', async () => {
  // The business that world.aBusiness() makes next: known to the vendor before it is to us.
  const { business } = flowBusiness({ world, table: world.table, rows: world.rows, serial: 1 }, {});
  const [agentId = ''] = business.agentIds;
  const events = aCallOf(agentId, business.numbers[0], 'call_too_early');

  // Ten times each, out of order.
  for (let time = 0; time < 10; time += 1) {
    const statuses = await Promise.all(events.toReversed().map((event) => hear('Retell', event)));
    expect(statuses).toEqual([200, 200, 200]);
  }
  await world.workersIdle();
  await world.cloud.evaluateAlarms();

  const waiting = await quarantined();
  expect(waiting.map(({ awaits, type }) => [awaits, type])).toEqual([
    [`agent:${agentId}`, 'call_analyzed'],
    [`agent:${agentId}`, 'call_ended'],
    [`agent:${agentId}`, 'call_started'],
  ]);
  for (const row of waiting) expect((await bodyOf(row)).ContentLength).toBeGreaterThan(200);
  expect(await inboxed('call_too_early')).toEqual([]);
  expect(await deadLetters()).toEqual([]);
  expect(world.cloud.alarmMessages()).toContainEqual(
    expect.objectContaining({
      alarm: expect.stringContaining('EventQuarantined'),
      state: 'ALARM',
      recipients: [expect.stringContaining('@')],
    }),
  );

  const created = await world.aBusiness();
  expect(created.business.agentIds).toEqual([agentId]);
  await eventually('the quarantine to be empty', async () => expect(await quarantined()).toEqual([]));
  await world.atRest();

  expect(await created.calls()).toMatchObject([
    {
      id: 'call_too_early',
      epoch: 3,
      durationMs: 60_000,
      summary: 'A greeting.',
      outcome: 'no_tools',
      disconnectionReason: 'user_hangup',
    },
  ]);
  expect(await inboxed('call_too_early')).toHaveLength(3);
  for (const row of waiting) await expect(bodyOf(row)).rejects.toMatchObject({ name: 'NotFound' });
  expect(await deadLetters()).toEqual([]);
});

test("an agent of one business with the number of another is nobody's, and stays so when it is released", async () => {
  const [one, other] = [await world.aBusiness(), await world.aBusiness()];
  const [agentId] = one.business.agentIds;
  const [number = ''] = other.business.numbers;

  for (const event of aCallOf(agentId, number, 'call_crossed')) await hear('Retell', event);
  await world.workersIdle();

  expect(await one.calls()).toEqual([]);
  expect(await other.calls()).toEqual([]);
  const waiting = await quarantined();
  expect(waiting.map(({ awaits }) => awaits)).toEqual(Array(3).fill(`number:${number}`));

  expect(await world.release(`number:${number}`)).toBe(3);
  await world.workersIdle();

  expect(await quarantined()).toEqual(waiting.map((row) => ({ ...row, triedAt: expect.any(String) })));
  expect(await deadLetters()).toEqual([]);
});

test('F-WH-9: an event that is empty waits for an operator', async () => {
  expect(await hear('Retell', { event: 'call_ended', call: {} })).toBe(200);
  await world.workersIdle();

  expect((await quarantined()).map(({ awaits }) => awaits)).toContain('operator');
  expect(await deadLetters()).toEqual([]);
});

test("a text to a number that is nobody's waits, and an event of a kind we do not know is kept to be read", async () => {
  await hear('Telnyx', aTextTo('+15125559999', 'evt-to-nobody'));
  const unheardOf = {
    ...aTextTo('+15125559999', 'evt-of-no-kind').data,
    event_type: 'moon.rises',
    payload: {},
  };
  await hear('Telnyx', { data: unheardOf });
  await world.workersIdle();

  expect((await quarantined()).map(({ sk }) => sk)).toContain('number:+15125559999#telnyx#evt-to-nobody');
  const [unknown] = await inboxed('evt-of-no-kind');
  expect(unknown).toMatchObject({ type: 'moon.rises' });
  expect((await bodyOf(unknown)).ContentLength).toBeGreaterThan(50);
});

test('F-WH-9: who said STOP to a number before it was bought has said it to the business that comes to it', async () => {
  const telnyx = telnyxNumbers({
    apiUrl: `${world.telnyx.url}/v2`,
    secrets: someSecrets({
      telnyx: { apiKey: world.telnyx.keys.apiKey, publicKeys: [world.telnyx.keys.publicKey] },
    }),
  });
  const offered = (await telnyx.search('737')).map(({ number }) => number);
  for (const number of offered) await hear('Telnyx', aTextTo(number, `evt-${number}`));
  await world.workersIdle();
  const stopsTo = async () =>
    (await quarantined()).flatMap(({ awaits }) => offered.filter((number) => awaits === `number:${number}`));
  expect((await stopsTo()).toSorted()).toEqual(offered.toSorted());

  const onboarding = await onboardingOf(world, peopleOf(world));
  const number = await onboarding.toLine({ areaCode: '737' });
  expect(offered).toContain(number);
  await eventually('the text to be applied', async () => expect(await stopsTo()).not.toContain(number));
  await world.workersIdle();

  expect((await stopsTo()).length).toBe(offered.length - 1);
  const consents = (await world.rows()).filter(({ pk }) => pk === `BIZ#${onboarding.businessId}#CONSENT`);
  expect(consents).toMatchObject([{ state: 'opted_out' }]);
});
