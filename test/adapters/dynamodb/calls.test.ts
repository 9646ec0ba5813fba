import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoBusinessCreation } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoCalls } from '../../../functions/adapters/dynamodb/calls.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { readCallEvent } from '../../../functions/adapters/retell/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { recordCall } from '../../../functions/domain/call/record-call.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

let table: LocalTable;
let count = 0;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

const aFirm = async () => {
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
const kept: string[] = [];
const record = (body: unknown) =>
  recordCall({
    registry: dynamoRegistry(table),
    calls: dynamoCalls(table, derivedIds(hashing), waiting),
    clock: { now: () => Date.parse(HEARD_AT) },
    transcripts: {
      async keep(_, callId, transcript) {
        kept.push(transcript);
        return `transcripts/${callId}`;
      },
    },
  })(readCallEvent(body, '2026-11-23T15:01:00.000Z'));

const eventOf = (
  firm: { agentIds: readonly string[]; numbers: readonly string[] },
  event: string,
  call = {},
) => ({
  event,
  call: {
    call_id: `call_${firm.agentIds[0]}`,
    call_type: 'phone_call',
    agent_id: firm.agentIds[0],
    to_number: firm.numbers[0],
    from_number: '+15125550187',
    start_timestamp: 1795446002100,
    ...call,
  },
});
const ended = {
  end_timestamp: 1795446038500,
  duration_ms: 36400,
  disconnection_reason: 'agent_hangup',
  transcript: 'Agent: Hello.\n',
  call_cost: { combined_cost: 12.5 },
};
const analysis = { ...ended, call_analysis: { call_summary: 'Booked.', user_sentiment: 'Positive' } };
const rowOf = async (firm: { id: BusinessId }) =>
  (await table.rows()).find((row) => row.pk === `BIZ#${firm.id}#CALLS`);

describe('what Retell reports of a call', () => {
  it('makes the same row in any order and any number of times', async () => {
    const orders = [
      ['call_started', 'call_ended', 'call_analyzed'],
      ['call_analyzed', 'call_analyzed', 'call_started', 'call_ended', 'call_started'],
      ['call_ended', 'call_analyzed', 'call_ended', 'call_started'],
    ];
    const rows: unknown[] = [];
    for (const order of orders) {
      const firm = await aFirm();
      for (const event of order) {
        await record(
          eventOf(firm, event, { call_started: {}, call_ended: ended, call_analyzed: analysis }[event]),
        );
      }
      const { pk, id, businessId, agentId, number, event, sk, duePk, dueSk, transcriptKey, ...rest } =
        (await rowOf(firm)) ?? {};
      rows.push(rest);
      expect(event).toMatchObject({ name: 'call.ended' });
      expect(transcriptKey).toBe(`transcripts/${String(sk)}`);
    }

    expect(rows[0]).toMatchObject({
      startedAt: '2026-11-23T15:00:02.100Z',
      durationMs: 36400,
      disconnectionReason: 'agent_hangup',
      summary: 'Booked.',
      costMicros: 125_000,
    });
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  it('is announced as of when we heard of it, so that a lost stream record loses no end of a call', async () => {
    const firm = await aFirm();

    await record(eventOf(firm, 'call_ended', ended));

    expect(await rowOf(firm)).toMatchObject({
      event: { name: 'call.ended', at: HEARD_AT },
      duePk: 'DUE#2026-11-23T15:12',
    });
  });

  it('leaves one inbox row an event', async () => {
    const firm = await aFirm();
    for (let time = 0; time < 5; time += 1) await record(eventOf(firm, 'call_started'));

    const inbox = (await table.rows()).filter(({ pk }) => String(pk).includes(`call_${firm.agentIds[0]}`));
    expect(inbox.filter(({ pk }) => String(pk).startsWith('INBOX#retell#'))).toHaveLength(1);
  });

  it.each([
    ['an agent nobody knows', { agent_id: 'agent_nobody' }],
    ["a number that is not the agent's business's", { to_number: '+15125559999' }],
  ])('refuses %s and stores nothing', async (_, call) => {
    const firm = await aFirm();

    await expect(record(eventOf(firm, 'call_started', call))).rejects.toMatchObject({
      code: 'business_not_found',
    });
    expect(await rowOf(firm)).toBeUndefined();
  });

  it('stores kinds of event it does not know', async () => {
    const firm = await aFirm();

    await record(eventOf(firm, 'transfer_started'));
    await record(eventOf(firm, 'constructor'));

    expect(await rowOf(firm)).toMatchObject({ agentId: firm.agentIds[0] });
    expect(await rowOf(firm)).not.toHaveProperty('name');
  });

  it.each([
    [{}],
    [null],
    ['text'],
    [{ event: 'call_started' }],
    [{ event: 'call_started', call: { call_id: 7 } }],
    [{ event: 'call_started', call: { call_id: 'call_1', agent_id: 'agent_1', start_timestamp: 9e15 } }],
  ])('refuses what is no event of a call: %j', (body) => {
    expect(() => readCallEvent(body, '2026-11-23T15:01:00.000Z')).toThrow('malformed_request');
  });

  const fixtures = new URL('../../../../shared/fixtures/retell/', import.meta.url);
  const present = (() => {
    try {
      return readdirSync(fixtures).filter((name) => /^call_(started|ended|analyzed)/.test(name));
    } catch {
      return [];
    }
  })();
  it.skipIf(present.length === 0)("reads Retell's own payloads (needs ../shared/fixtures)", () => {
    const facts = present.map((name) =>
      readCallEvent(JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')), '2026-11-23T15:01:00.000Z'),
    );
    expect(facts.map(({ kind }) => kind)).toEqual(present.map(() => 'call'));
  });
});
