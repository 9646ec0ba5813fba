import { describe, expect, it } from 'vitest';
import { gather } from '../../scripts/trace/gather.ts';
import { linesOfStory } from '../../scripts/trace/print-story.ts';
import type { LogLine, RowSource } from '../../scripts/trace/source.ts';
import { storyOf } from '../../scripts/trace/story.ts';
import { APPOINTMENT, aLine, aLog, aRowLine, BUSINESS, booked, CALL, NINE, someRows } from './a-log.ts';

const tell = async (lines: readonly LogLine[], rows?: RowSource) => {
  const found = await gather(CALL, { lines: aLog(lines), rows });
  if (!found) throw new Error('nothing found');
  return storyOf(found);
};
const wordsOf = async (...lines: LogLine[]) => (await tell(lines)).moments.map(({ what }) => what);
const summaryOf = async (lines: readonly LogLine[], rows?: RowSource) => (await tell(lines, rows)).summary;

const owed = aRowLine(1, 'fee', {
  id: 'fee_1',
  to: 'owed',
  amountCents: 5000,
  dueAt: '2026-11-23T15:02:01.000Z',
});
const fee = (seconds: number, fields: Readonly<Record<string, unknown>>) =>
  aRowLine(seconds, 'fee', { id: 'fee_1', from: 'owed', amountCents: 5000, ...fields });
const tool = (name: string, fields: Readonly<Record<string, unknown>>) =>
  aLine(2, 'tool.answered', { tool: name, milliseconds: 40, ...fields }, 'voice/agent');

describe('the story of a fee', () => {
  it('that the vendor cannot take now says when it is tried again', async () => {
    const lines = [
      booked(1),
      owed,
      aLine(3, 'vendor.attempted', {
        vendor: 'stripe',
        operation: 'draft',
        outcome: 'unavailable',
        code: 'ECONNREFUSED',
        attempt: 2,
        milliseconds: 4,
      }),
      fee(3.1, { to: 'owed', attempt: 2, isClaimed: false, dueAt: '2026-11-23T15:01:33.000Z' }),
    ];

    expect(await wordsOf(...lines)).toEqual([
      'appointment apt_tracedtracedtracedtraced01 booked: furnace-repair, Tue, Nov 24, 9:00 AM, 90 minutes, crew a',
      'fee of $50.00 owed: fee_1; due again at 9:02:01 AM if nobody charges it',
      'was asked to make an invoice: not available, surely not done: ECONNREFUSED [attempt 2, 4 ms]',
      'fee still owed, attempt 2 is over; due again at 9:01:33 AM',
    ]);
    expect(await summaryOf(lines)).toContain(
      'Booking fee: $50.00 owed, not settled yet. Next: tried again, due at 9:01:33 AM.',
    );
  });

  it('that nobody owes says why', async () => {
    const lines = [
      booked(1),
      aRowLine(1, 'fee', { id: 'fee_1', to: 'waived', amountCents: 5000, because: 'trial' }),
    ];

    expect(await summaryOf(lines)).toContain('Booking fee: none, $50.00 waived (trial).');
  });

  it('is told as the table has it now, where it has moved since', async () => {
    const lines = [booked(1), owed, fee(3, { to: 'declined', because: 'expired_card', invoiceId: 'in_1' })];
    const row = { sk: `${APPOINTMENT}#FEE`, state: 'charged', amountCents: 5000, invoiceId: 'in_1' };

    expect((await summaryOf(lines))[1]).toMatch(/declined at 9:00:03 AM \(expired_card\).*Not paid so far/);
    expect((await summaryOf(lines, someRows({ around: [row] })))[1]).toMatch(
      /^Booking fee: \$50\.00 owed and paid.*first declined at 9:00:03 AM \(expired_card\); it came later\.$/,
    );
  });
});

describe('the story of a message', () => {
  it.each([
    [{ to: 'suppressed', because: 'opted_out' }, 'Confirmation text: suppressed (opted_out) at 9:00:05 AM.'],
    [{ to: 'failed', because: '40001' }, 'Confirmation text: failed (40001) at 9:00:05 AM.'],
    [{ to: 'uncertain' }, 'Confirmation text: uncertain at 9:00:05 AM.'],
    [
      { to: 'requested', dueAt: '2026-11-23T15:00:35.000Z' },
      'Confirmation text: requested; due again at 9:00:35 AM.',
    ],
  ])('that came to %j says so and why', async (fields, sentence) => {
    const text = aRowLine(5, 'text', { id: 'txt_1', kind: 'confirmation', from: 'sending', ...fields });

    expect(await summaryOf([booked(1), text])).toContain(sentence);
  });
});

describe('what the agent did', () => {
  it.each([
    [
      tool('lookup_availability', {
        ok: true,
        serviceId: 'tune-up',
        freeTimes: 2,
        asWished: false,
        offers: ['2026-11-24T13:30-abcde', '2026-11-25T08:00-fghij'],
        wished: { date_from: '2026-11-24', part_of_day: 'morning' },
      }),
      'looked up tune-up on 2026-11-24 morning: 2 free times, none as wished; the nearest; offered Tue, Nov 24: 1:30 PM; Wed, Nov 25: 8:00 AM [40 ms]',
    ],
    [
      tool('lookup_availability', { ok: false, code: 'unknown_service', services: ['Tune-up', 'Repair'] }),
      'looked up free times and was refused: unknown_service; there are Tune-up, Repair [40 ms]',
    ],
    [
      tool('book_appointment', { ok: false, code: 'invalid_arguments', fields: ['customer_name'] }),
      'wanted to book and was refused: invalid_arguments: customer_name [40 ms]',
    ],
    [
      tool('book_appointment', {
        ok: true,
        isRepeat: true,
        appointmentId: 'apt_1',
        serviceId: 's',
        startsAt: '2026-11-24T15:00:00Z',
      }),
      'asked again for what it had booked and was given the first answer: appointment apt_1 [40 ms]',
    ],
    [
      tool('send_booking_sms', { ok: false, code: 'customer_opted_out' }),
      'asked for the confirmation text and was refused: customer_opted_out [40 ms]',
    ],
    [tool('transfer_call', { ok: true }), 'used transfer_call: ok [40 ms]'],
    [
      aLine(1, 'message.refused', {
        event: 'fee.owed',
        code: 'vendor_refused',
        because: 'invoice_missing',
        worker: 'retry',
      }),
      'charge-booking-fee refused fee.owed: vendor_refused, invoice_missing; it goes back to its queue',
    ],
    [
      aLine(1, 'message.failed', {
        event: 'fee.owed',
        error: { name: 'TypeError', message: 'secret words' },
      }),
      'charge-booking-fee broke on fee.owed (TypeError); it goes back to its queue',
    ],
    [
      aLine(1, 'something.new', { code: 'x', appointmentId: 'apt_1', note: 'n' }),
      'something.new code x, appointmentId apt_1',
    ],
  ])('is told in words, %#', async (line, words) => {
    expect(await wordsOf(line)).toEqual([words]);
  });

  it('is nothing where the caller left without booking', async () => {
    expect(
      await summaryOf([aLine(0, 'call.answered'), tool('lookup_availability', { ok: true, offers: [] })]),
    ).toEqual(['Nothing was booked.', 'Retell has not told us yet that the call is over.']);
  });

  it('says of a lost race what it was offered and that it left, though nobody knows who was faster', async () => {
    const lost = tool('book_appointment', {
      ok: false,
      code: 'slot_taken',
      serviceId: 'tune-up',
      startsAt: '2026-11-24T15:00:00.000Z',
      durationMinutes: 60,
      offers: ['2026-11-24T10:00-abcde'],
    });
    const row = { zone: 'America/Chicago', name: 'Apex', services: [{ id: 'tune-up', name: 'AC tune-up' }] };

    expect((await summaryOf([lost], someRows({ business: row })))[0]).toBe(
      'Lost a race at 9:00:02 AM: two callers wanted AC tune-up on Tue, Nov 24, 9:00 AM. Somebody else has that time; this call was refused slot_taken, nothing of it was stored or charged, and it was offered Tue, Nov 24: 10:00 AM. It booked nothing after that.',
    );
  });
});

describe('a printed story', () => {
  it('is in order of time, in the zone of the business, with the seconds since it began', async () => {
    const lines = [
      aLine(2.5, 'event.published', { event: 'appointment.booked', eventId: 'evt_1' }),
      booked(2.5),
      aLine(0, 'call.answered', { milliseconds: 12 }, 'voice/agent'),
      aLine(3, 'message.done', { event: 'appointment.booked', outcome: 'charged', milliseconds: 9 }),
    ];
    const story = await tell(lines);

    const below = (all: boolean) => {
      const printed = linesOfStory(story, 200, { all });
      return printed.slice(printed.indexOf('What happened') + 1);
    };

    expect(story.startedAt).toBe(NINE);
    expect(below(false)).toEqual([
      '09:00:00.000   +0.00 s  Retell    rang: the agent was told whom it answers for and the next free times [12 ms]',
      '09:00:02.500   +2.50 s  table     appointment apt_tracedtracedtracedtraced01 booked: furnace-repair, Tue, Nov 24, 9:00 AM, 90 minutes, crew a',
      '09:00:02.500   +2.50 s  bus       announced appointment.booked [evt_1]',
    ]);
    expect(below(true).at(-1)).toContain(
      'charge-booking-fee is done with appointment.booked: charged [9 ms]',
    );
    expect(linesOfStory(story, 200)[1]).toBe(`(${BUSINESS}), Mon, Nov 23, 9:00 AM, times of America/Chicago`);
  });
});
