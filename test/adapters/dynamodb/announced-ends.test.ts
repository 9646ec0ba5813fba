import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAwaitedCalls } from '../../../functions/adapters/dynamodb/awaited-calls.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { ENDED } from '../../support/call-world.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { ANALYSIS, eventOf, HEARD_AT, reportedCalls } from '../../support/reported-calls.ts';

let table: LocalTable;
let calls: ReturnType<typeof reportedCalls>;
beforeAll(async () => {
  table = await startTable();
  calls = reportedCalls(table);
}, 60_000);
afterAll(() => table.stop());

const JUST_AFTER = '2026-11-23T15:11:00.001Z';
const awaitCallOf = ({ id, numbers: [number = ''] }: Business, until = JUST_AFTER) =>
  dynamoAwaitedCalls(table).awaitUntil(id, number, until);
/** What the relay does to a row whose event the bus has accepted. */
const theBusHasIt = (row: Record<string, unknown> | undefined) =>
  table.db.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: row?.pk, sk: row?.sk },
      UpdateExpression: 'REMOVE duePk, dueSk',
    }),
  );

describe('the end of a call that somebody waits for [V1] [O1]', () => {
  it('is announced as of when we heard of it, once, so that a lost stream record loses no end of a call', async () => {
    const firm = await calls.aFirm();
    await awaitCallOf(firm);

    await calls.record(eventOf(firm, 'call_ended', ENDED));
    const due = await calls.rowOf(firm);
    await theBusHasIt(due);
    await calls.record(eventOf(firm, 'call_analyzed', ANALYSIS));
    const { event, duePk } = (await calls.rowOf(firm)) ?? {};

    expect(due).toMatchObject({
      event: { name: 'call.ended', at: HEARD_AT, callId: due?.id, correlationId: due?.id },
      duePk: 'DUE#2026-11-23T15:12',
    });
    expect({ event, duePk }).toEqual({ event: due?.event, duePk: undefined });
  });

  it('is announced where only the analysis tells of it, and not while the call goes on', async () => {
    const [running, analyzed] = [await calls.aFirm(), await calls.aFirm()];
    for (const firm of [running, analyzed]) await awaitCallOf(firm);

    await calls.record(eventOf(running, 'call_started'));
    await calls.record(eventOf(analyzed, 'call_analyzed', ANALYSIS));

    expect(await calls.rowOf(running)).not.toHaveProperty('event');
    expect(await calls.rowOf(analyzed)).toMatchObject({ event: { name: 'call.ended' } });
  });

  it.each<[string, (firm: Business) => Promise<void>]>([
    ['nobody has waited for', async () => undefined],
    ['nobody waits for any longer', (firm) => awaitCallOf(firm, HEARD_AT)],
    ['somebody waits for at another number', async () => awaitCallOf(await calls.aFirm())],
  ])('is not announced where it is one that %s', async (_, await_) => {
    const firm = await calls.aFirm();
    await await_(firm);

    await calls.record(eventOf(firm, 'call_started'));
    await calls.record(eventOf(firm, 'call_ended', ENDED));
    await calls.record(eventOf(firm, 'call_analyzed', ANALYSIS));

    const row = await calls.rowOf(firm);
    expect(row).toMatchObject({ endedAt: '2026-11-23T15:00:38.500Z', summary: 'Booked.' });
    for (const mark of ['event', 'duePk', 'dueSk']) expect(row).not.toHaveProperty(mark);
  });

  it('is not announced afterwards to who begins to wait later: they look first', async () => {
    const firm = await calls.aFirm();

    await calls.record(eventOf(firm, 'call_ended', ENDED));
    await awaitCallOf(firm);
    await calls.record(eventOf(firm, 'call_analyzed', ANALYSIS));

    expect(await calls.rowOf(firm)).not.toHaveProperty('event');
  });
});
