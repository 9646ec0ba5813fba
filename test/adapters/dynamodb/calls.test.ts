import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAppointments } from '../../../functions/adapters/dynamodb/appointments.ts';
import { dynamoAwaitedCalls } from '../../../functions/adapters/dynamodb/awaited-calls.ts';
import { dynamoBusinessCreation } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoCalls } from '../../../functions/adapters/dynamodb/calls.ts';
import { dynamoCustomers } from '../../../functions/adapters/dynamodb/customers.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { dynamoSchedules } from '../../../functions/adapters/dynamodb/schedules.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { addReport } from '../../../functions/domain/call/add-report.ts';
import { recordCall } from '../../../functions/domain/call/record-call.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness, aClock } from '../../support/builders.ts';
import { aCallEvent, aCallFact, ENDED, type ToldCall } from '../../support/call-world.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

let table: LocalTable;
let count = 0;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

const aFirm = async (): Promise<Business> => {
  count += 1;
  const business = aBusiness({
    id: `biz_calls0000${count}` as BusinessId,
    agentIds: [`agent_${count}`],
    numbers: [`+1512555${String(2000 + count)}`],
    billing: { ...aBusiness().billing, stripeCustomerId: `cus_${count}` },
  });
  await dynamoBusinessCreation(table, waiting).create(business);
  return business;
};

/** Ten minutes in a queue. */
const HEARD_AT = '2026-11-23T15:11:00.000Z';
const JUST_AFTER = '2026-11-23T15:11:00.001Z';
const clock = aClock(Date.parse(HEARD_AT));
const awaitCallOf = ({ id, numbers: [number = ''] }: Business, until = JUST_AFTER) =>
  dynamoAwaitedCalls(table).awaitUntil(id, number, until);
const ids = derivedIds(hashing);
const record = (event: ReturnType<typeof aCallEvent>) =>
  recordCall({
    registry: dynamoRegistry(table),
    calls: dynamoCalls(table, ids, waiting),
    customers: dynamoCustomers(table),
    businesses: dynamoSchedules(table, clock),
    appointments: dynamoAppointments(table, ids, waiting),
    ids,
    clock,
    transcripts: { keep: async (_, callId) => `transcripts/${callId}` },
  })(aCallFact(event));

const eventOf = (firm: Business, event: string, call: ToldCall = {}) =>
  aCallEvent(event, {
    call_id: `call_${firm.agentIds[0]}`,
    agent_id: firm.agentIds[0],
    to_number: firm.numbers[0],
    ...call,
  });
const analysis = { ...ENDED, call_analysis: { call_summary: 'Booked.', user_sentiment: 'Positive' } };
const rowOf = async (firm: { id: BusinessId }) =>
  (await table.rows()).find((row) => row.pk === `BIZ#${firm.id}#CALLS`);
/** What the relay does to a row whose event the bus has accepted. */
const theBusHasIt = (row: Record<string, unknown> | undefined) =>
  table.db.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: row?.pk, sk: row?.sk },
      UpdateExpression: 'REMOVE duePk, dueSk',
    }),
  );
const inboxOf = async (firm: Business) =>
  (await table.rows()).filter(
    ({ pk }) => String(pk).startsWith('INBOX#retell#') && String(pk).includes(`call_${firm.agentIds[0]}:`),
  );

describe('the row of a call [V1, V3]', () => {
  it('is the same for any order and any number of reports', async () => {
    const told: Record<string, ToldCall> = { call_started: {}, call_ended: ENDED, call_analyzed: analysis };
    const orders = [
      ['call_started', 'call_ended', 'call_analyzed'],
      ['call_analyzed', 'call_analyzed', 'call_started', 'call_ended', 'call_started'],
      ['call_ended', 'call_analyzed', 'call_ended', 'call_started'],
    ];
    const rows: unknown[] = [];
    for (const order of orders) {
      const firm = await aFirm();
      for (const event of order) await record(eventOf(firm, event, told[event]));
      const { asOf, ...row } = (await rowOf(firm)) ?? {};
      const ofTheFirm = [
        'pk',
        'id',
        'businessId',
        'agentId',
        'number',
        'event',
        'sk',
        'duePk',
        'dueSk',
        'listSk',
      ];
      const rest = Object.entries(row).filter(([name]) => ![...ofTheFirm, 'transcriptKey'].includes(name));
      rows.push(Object.fromEntries(rest));
      expect(row.transcriptKey).toBe(`transcripts/${row.id}`);
      expect(await inboxOf(firm)).toHaveLength(3);
    }

    expect(rows[0]).toMatchObject({
      epoch: 3,
      startedAt: '2026-11-23T15:00:02.100Z',
      endedAt: '2026-11-23T15:00:38.500Z',
      durationMs: 36400,
      disconnectionReason: 'agent_hangup',
      summary: 'Booked.',
      sentiment: 'Positive',
      costMicros: 125_000,
      userSpoke: true,
      outcome: 'no_tools',
    });
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  it('F-WH-10: takes reports that come at the same moment', async () => {
    const firm = await aFirm();
    const events = [
      eventOf(firm, 'call_started'),
      eventOf(firm, 'call_ended', ENDED),
      eventOf(firm, 'call_analyzed', analysis),
    ];

    await Promise.all([...events, ...events, ...events].map(record));

    expect(await rowOf(firm)).toMatchObject({ epoch: 3, durationMs: 36400, summary: 'Booked.' });
    expect(await inboxOf(firm)).toHaveLength(3);
  });

  it('announces the end as of when we heard of it, once, so that a lost stream record loses no end of a call', async () => {
    const firm = await aFirm();
    await awaitCallOf(firm);

    await record(eventOf(firm, 'call_ended', ENDED));
    const due = await rowOf(firm);
    await theBusHasIt(due);
    await record(eventOf(firm, 'call_analyzed', analysis));
    const { event, duePk } = (await rowOf(firm)) ?? {};

    expect(due).toMatchObject({
      event: { name: 'call.ended', at: HEARD_AT, callId: due?.id, correlationId: due?.id },
      duePk: 'DUE#2026-11-23T15:12',
    });
    expect({ event, duePk }).toEqual({ event: due?.event, duePk: undefined });
  });

  it('is not written over by a report that did not see it', async () => {
    const firm = await aFirm();
    const calls = dynamoCalls(table, ids, waiting);
    const unheard = { isAwaited: false };
    const [started, ended] = ['call_started', 'call_ended'].map((event) => aCallFact(eventOf(firm, event)));
    if (!started || !ended) throw new Error('two facts were made');
    const first = addReport(undefined, firm.id, started, started.fields, HEARD_AT);
    const unseeing = addReport(undefined, firm.id, ended, ended.fields, HEARD_AT);
    const seeing = addReport(first, firm.id, ended, ended.fields, HEARD_AT);

    expect(await calls.save(undefined, first, started.occasion, unheard)).toBe('saved');
    expect(await calls.save(undefined, unseeing, ended.occasion, unheard)).toBe('changed');
    expect(await calls.save(first, seeing, ended.occasion, unheard)).toBe('saved');
    const another = { ...ended.occasion, eventId: 'another' };
    expect(await calls.save(first, seeing, another, unheard)).toBe('changed');
    expect(await calls.save(seeing, seeing, ended.occasion, unheard)).toBe('repeated');
  });

  it('announces the end where only the analysis tells of it, and nothing of a call that goes on', async () => {
    const [running, analyzed] = [await aFirm(), await aFirm()];
    for (const firm of [running, analyzed]) await awaitCallOf(firm);

    await record(eventOf(running, 'call_started'));
    await record(eventOf(analyzed, 'call_analyzed', analysis));

    expect(await rowOf(running)).not.toHaveProperty('event');
    expect(await rowOf(analyzed)).toMatchObject({ event: { name: 'call.ended' } });
  });

  it.each<[string, (firm: Business) => Promise<void>]>([
    ['nobody has waited for', async () => undefined],
    ['nobody waits for any longer', (firm) => awaitCallOf(firm, HEARD_AT)],
    ['somebody waits for at another number', async () => awaitCallOf(await aFirm())],
  ])('announces no end that %s, which would cost as much as all else of the call', async (_, await_) => {
    const firm = await aFirm();
    await await_(firm);

    await record(eventOf(firm, 'call_started'));
    await record(eventOf(firm, 'call_ended', ENDED));
    await record(eventOf(firm, 'call_analyzed', analysis));

    const row = await rowOf(firm);
    expect(row).toMatchObject({ endedAt: '2026-11-23T15:00:38.500Z', summary: 'Booked.' });
    for (const mark of ['event', 'duePk', 'dueSk']) expect(row).not.toHaveProperty(mark);
  });

  it('announces an end that was awaited only after it was heard of to nobody: who begins to wait looks first', async () => {
    const firm = await aFirm();

    await record(eventOf(firm, 'call_ended', ENDED));
    await awaitCallOf(firm);
    await record(eventOf(firm, 'call_analyzed', analysis));

    expect(await rowOf(firm)).not.toHaveProperty('event');
  });

  it('forgets a code that no longer holds', async () => {
    const firm = await aFirm();
    const refused = {
      role: 'tool_call_invocation',
      tool_call_id: 't',
      name: 'book_appointment',
      arguments: '{}',
    };

    await record(eventOf(firm, 'call_ended', { ...ENDED, transcript_with_tool_calls: [refused] }));
    const before = await rowOf(firm);
    await record(eventOf(firm, 'call_analyzed', { ...analysis, transcript_with_tool_calls: [] }));

    expect(before).toMatchObject({ outcome: 'refused', outcomeCode: 'no_answer' });
    expect(await rowOf(firm)).toMatchObject({ outcome: 'no_speech' });
    expect(await rowOf(firm)).not.toHaveProperty('outcomeCode');
  });

  it('holds no address of a recording', async () => {
    const firm = await aFirm();
    const recorded = {
      recording_url: 'https://files.example/recording.wav?Signature=x',
      recording_multi_channel_url: 'https://files.example/multi.wav?Signature=x',
      public_log_url: 'https://files.example/log.txt?Signature=x',
    };

    await record(eventOf(firm, 'call_ended', { ...ENDED, ...recorded }));

    expect(await rowOf(firm)).toMatchObject({ durationMs: 36400 });
    expect(JSON.stringify(await table.rows())).not.toContain('files.example');
  });

  it.each([
    ['an agent nobody knows', { agent_id: 'agent_nobody' }],
    ["a number that is not the agent's business's", { to_number: '+15125559999' }],
  ])('is not written for %s', async (_, call) => {
    const firm = await aFirm();

    await expect(record(eventOf(firm, 'call_started', call))).rejects.toMatchObject({
      code: 'business_not_found',
    });
    expect(await rowOf(firm)).toBeUndefined();
  });
});
