import { describe, expect, it } from 'vitest';
import { gather } from '../../scripts/trace/gather.ts';
import { aLine, aLog, aRowLine, BUSINESS, booked, CALL, NINE, someRows } from './a-log.ts';

const refusal = aLine(
  30,
  'tool.answered',
  {
    tool: 'book_appointment',
    ok: false,
    code: 'slot_taken',
    startsAt: '2026-11-24T15:00:00.000Z',
    durationMinutes: 90,
  },
  'voice/agent',
);
const ofAnother = { correlationId: 'call_another', id: 'apt_another', appointmentId: 'apt_another' };

describe('the lines of a call', () => {
  it('are its own and those of the events that vendors sent about what it led to, in order of time', async () => {
    const webhook = aLine(9, 'webhook.accepted', {
      correlationId: 'stripe:evt_1',
      businessId: undefined,
      vendor: 'stripe',
      objectId: 'in_1',
    });
    const stored = aLine(10, 'message.done', { correlationId: 'stripe:evt_1', businessId: undefined });
    const log = aLog([
      stored,
      webhook,
      aLine(2, 'vendor.attempted', { vendor: 'stripe', objectId: 'in_1' }),
      aLine(1, 'call.answered'),
      aLine(3, 'webhook.accepted', { correlationId: 'stripe:evt_2', objectId: 'in_2' }),
    ]);

    const found = await gather(CALL, { lines: log });

    expect(found?.lines.map(({ at }) => at - NINE)).toEqual([1000, 2000, 9000, 10_000]);
    expect(log.asked).toEqual([[CALL], ['in_1'], ['stripe:evt_1']]);
  });

  it('are found by the event that a row says it was told by', async () => {
    const log = aLog([
      aRowLine(5, 'text', { id: 'txt_1', to: 'delivered', via: 'telnyx:ev-1' }),
      aLine(4, 'webhook.accepted', {
        correlationId: 'telnyx:ev-1',
        vendor: 'telnyx',
        type: 'message.finalized',
      }),
    ]);

    expect((await gather(CALL, { lines: log }))?.lines.map(({ message }) => message)).toEqual([
      'webhook.accepted',
      'row.written',
    ]);
  });

  it('are never those of another call that had to do with the same thing', async () => {
    const log = aLog([
      aRowLine(1, 'fee', { id: 'fee_1', to: 'owed', invoiceId: 'in_1' }),
      aRowLine(2, 'fee', { ...ofAnother, to: 'owed', invoiceId: 'in_1' }),
    ]);

    expect((await gather(CALL, { lines: log }))?.lines).toHaveLength(1);
  });

  it('are each told once, however often they are found', async () => {
    const log = aLog([aRowLine(1, 'text', { id: 'txt_1', to: 'sent', messageId: 'm-1', via: 'telnyx:m-1' })]);

    expect((await gather(CALL, { lines: log }))?.lines).toHaveLength(1);
  });

  it('are nothing at all for a call that nobody knows', async () => {
    expect(
      await gather('call_nobody', { lines: aLog([aLine(1, 'call.answered')]), rows: someRows({}) }),
    ).toBe(undefined);
  });

  it('may be gone, and the rows remain', async () => {
    const rows = someRows({ call: { id: CALL, durationMs: 61_000 } });

    const found = await gather(CALL, { lines: aLog([]), rows }, BUSINESS);

    expect(found).toMatchObject({ lines: [], businessId: BUSINESS, call: { durationMs: 61_000 } });
  });
});

describe('who had the time that a call did not get', () => {
  it('is the appointment that was booked there last before', async () => {
    const log = aLog([
      refusal,
      booked(10, { ...ofAnother, id: 'apt_earlier' }),
      booked(12, { ...ofAnother, id: 'apt_earlier', to: 'cancelled' }),
      booked(20, { ...ofAnother, startsAt: '2026-11-24T15:30:00.000Z' }),
      booked(25, { ...ofAnother, id: 'apt_next_to_it', startsAt: '2026-11-24T16:30:00.000Z' }),
      booked(40, { ...ofAnother, id: 'apt_later' }),
      booked(28, { ...ofAnother, id: 'apt_elsewhere', businessId: 'biz_other001' }),
    ]);

    const found = await gather(CALL, { lines: log });

    expect(found?.rivals.get(refusal.at)).toEqual({
      appointmentId: 'apt_another',
      startsAt: '2026-11-24T15:30:00.000Z',
      bookedAt: NINE + 20_000,
    });
  });

  it('is told by the table where the log no longer knows', async () => {
    const rows = someRows({
      overlapping: [
        { id: 'apt_own', callId: CALL, startsAt: '2026-11-24T15:00:00.000Z' },
        {
          id: 'apt_old',
          callId: 'call_x',
          startsAt: '2026-11-24T15:00:00.000Z',
          bookedAt: '2026-11-22T10:00:00.000Z',
        },
      ],
    });

    const found = await gather(CALL, { lines: aLog([refusal]), rows });

    expect(found?.rivals.get(refusal.at)).toMatchObject({ appointmentId: 'apt_old' });
  });

  it('stays open where neither knows: it may have been busy outside', async () => {
    expect((await gather(CALL, { lines: aLog([refusal]), rows: someRows({}) }))?.rivals.size).toBe(0);
  });
});
