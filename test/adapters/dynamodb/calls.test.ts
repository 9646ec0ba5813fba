import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCalls } from '../../../functions/adapters/dynamodb/calls.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { addReport } from '../../../functions/domain/call/add-report.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aCallFact, ENDED, type ToldCall } from '../../support/call-world.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { ANALYSIS, eventOf, HEARD_AT, reportedCalls } from '../../support/reported-calls.ts';

let table: LocalTable;
let calls: ReturnType<typeof reportedCalls>;
beforeAll(async () => {
  table = await startTable();
  calls = reportedCalls(table);
}, 60_000);
afterAll(() => table.stop());

const inboxOf = async (firm: Business) =>
  (await table.rows()).filter(
    ({ pk }) => String(pk).startsWith('INBOX#retell#') && String(pk).includes(`call_${firm.agentIds[0]}:`),
  );

describe('the row of a call [V1, V3]', () => {
  it('is the same for any order and any number of reports', async () => {
    const told: Record<string, ToldCall> = { call_started: {}, call_ended: ENDED, call_analyzed: ANALYSIS };
    const orders = [
      ['call_started', 'call_ended', 'call_analyzed'],
      ['call_analyzed', 'call_analyzed', 'call_started', 'call_ended', 'call_started'],
      ['call_ended', 'call_analyzed', 'call_ended', 'call_started'],
    ];
    const rows: unknown[] = [];
    for (const order of orders) {
      const firm = await calls.aFirm();
      for (const event of order) await calls.record(eventOf(firm, event, told[event]));
      const { asOf, ...row } = (await calls.rowOf(firm)) ?? {};
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
    const firm = await calls.aFirm();
    const events = [
      eventOf(firm, 'call_started'),
      eventOf(firm, 'call_ended', ENDED),
      eventOf(firm, 'call_analyzed', ANALYSIS),
    ];

    await Promise.all([...events, ...events, ...events].map(calls.record));

    expect(await calls.rowOf(firm)).toMatchObject({ epoch: 3, durationMs: 36400, summary: 'Booked.' });
    expect(await inboxOf(firm)).toHaveLength(3);
  });

  it('is not written over by a report that did not see it', async () => {
    const firm = await calls.aFirm();
    const rows = dynamoCalls(table, derivedIds(hashing), waiting);
    const unheard = { isAwaited: false };
    const [started, ended] = ['call_started', 'call_ended'].map((event) => aCallFact(eventOf(firm, event)));
    if (!started || !ended) throw new Error('two facts were made');
    const first = addReport(undefined, firm.id, started, started.fields, HEARD_AT);
    const unseeing = addReport(undefined, firm.id, ended, ended.fields, HEARD_AT);
    const seeing = addReport(first, firm.id, ended, ended.fields, HEARD_AT);

    expect(await rows.save(undefined, first, started.occasion, unheard)).toBe('saved');
    expect(await rows.save(undefined, unseeing, ended.occasion, unheard)).toBe('changed');
    expect(await rows.save(first, seeing, ended.occasion, unheard)).toBe('saved');
    const another = { ...ended.occasion, eventId: 'another' };
    expect(await rows.save(first, seeing, another, unheard)).toBe('changed');
    expect(await rows.save(seeing, seeing, ended.occasion, unheard)).toBe('repeated');
  });

  it('forgets a code that no longer holds', async () => {
    const firm = await calls.aFirm();
    const refused = {
      role: 'tool_call_invocation',
      tool_call_id: 't',
      name: 'book_appointment',
      arguments: '{}',
    };

    await calls.record(eventOf(firm, 'call_ended', { ...ENDED, transcript_with_tool_calls: [refused] }));
    const before = await calls.rowOf(firm);
    await calls.record(eventOf(firm, 'call_analyzed', { ...ANALYSIS, transcript_with_tool_calls: [] }));

    expect(before).toMatchObject({ outcome: 'refused', outcomeCode: 'no_answer' });
    expect(await calls.rowOf(firm)).toMatchObject({ outcome: 'no_speech' });
    expect(await calls.rowOf(firm)).not.toHaveProperty('outcomeCode');
  });

  it('holds no address of a recording', async () => {
    const firm = await calls.aFirm();
    const recorded = {
      recording_url: 'https://files.example/recording.wav?Signature=x',
      recording_multi_channel_url: 'https://files.example/multi.wav?Signature=x',
      public_log_url: 'https://files.example/log.txt?Signature=x',
    };

    await calls.record(eventOf(firm, 'call_ended', { ...ENDED, ...recorded }));

    expect(await calls.rowOf(firm)).toMatchObject({ durationMs: 36400 });
    expect(JSON.stringify(await table.rows())).not.toContain('files.example');
  });

  it.each([
    ['an agent nobody knows', { agent_id: 'agent_nobody' }],
    ["a number that is not the agent's business's", { to_number: '+15125559999' }],
  ])('is not written for %s', async (_, call) => {
    const firm = await calls.aFirm();

    await expect(calls.record(eventOf(firm, 'call_started', call))).rejects.toMatchObject({
      code: 'business_not_found',
    });
    expect(await calls.rowOf(firm)).toBeUndefined();
  });
});
