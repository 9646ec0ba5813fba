import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import type { ToolAnswer } from '../../../functions/contracts/tools.ts';
import { newRecord } from '../../../functions/domain/agent/agent-record.ts';
import { answerBooking } from '../../../functions/domain/agent/answer-booking.ts';
import type { AgentMove } from '../../../functions/domain/rehearsal/ports.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { AGENT, aRehearsal, uses } from '../../support/rehearsals.ts';

const LOOKUP = uses('lookup_availability', { service: 'Furnace repair', date_from: '2026-11-24' });
const bookingOf = (slotId: unknown): AgentMove =>
  uses('book_appointment', {
    slot_id: slotId,
    service: 'Furnace repair',
    customer_name: 'Dana Reyes',
    customer_phone: '512-555-0187',
  });
const slotsOf = (answer: ToolAnswer | undefined) =>
  answer?.slots as { readonly slot_id: string; readonly starts_at: string }[];

describe('an agent that is tried out in writing [A3]', () => {
  it('picks up as on the phone, without asking anybody', async () => {
    const { on, asked } = aRehearsal([]);

    expect(await on()).toEqual({
      turns: [
        {
          kind: 'spoken',
          by: 'agent',
          words:
            "Thanks for calling Apex Heating & Air. I'm the AI assistant, and this call may be recorded. How can I help?",
        },
      ],
      next: 'caller',
    });
    // It spoke last, and has nothing to add.
    expect(await on()).toEqual({ turns: [], next: 'caller' });
    expect(asked).toEqual([]);
  });

  it('is the agent that callers hear now, and not one that is being written', async () => {
    const { on, asked } = aRehearsal([{ words: ['Sure.', 'When?'] }]);

    const { turns, next } = await on('My furnace stopped.');

    expect(turns.map((turn) => turn.kind === 'spoken' && turn.words)).toEqual(['Sure.', 'When?']);
    expect([next, asked]).toEqual(['caller', [{ agentId: AGENT, version: 7, turns: 1 }]]);
  });

  it('is offered the times that are really free', async () => {
    const { on, answers, memory, business } = aRehearsal([LOOKUP]);
    const nine = [{ day: '2026-11-24', quarters: [32, 33, 34, 35, 36, 37, 38, 39] }];
    await memory.appointments.commit(
      { id: 'apt_1', businessId: business.id, crewId: 'a' } as never,
      nine,
      undefined,
      0,
    );

    await on('Tuesday, please.');

    const [found] = answers();
    expect(found).toMatchObject({ ok: true, timezone: 'America/Chicago' });
    // From 8 to 10 somebody is there already.
    expect(slotsOf(found).map(({ starts_at: at }) => at)).not.toContain('2026-11-24T14:00:00.000Z');
    expect(slotsOf(found)[0]?.starts_at).toBe('2026-11-24T16:00:00.000Z');
  });

  it('books, and nothing is booked, texted or owed', async () => {
    const moves = [LOOKUP];
    const { on, answers, memory } = aRehearsal(moves);
    await on('Tuesday, please.');
    const [slot] = slotsOf(answers()[0]);
    moves.push(bookingOf(slot?.slot_id));
    await on('The first one.');
    moves.push(uses('send_booking_sms', { booking_id: answers()[1]?.booking_id }));
    await on('Text me.');

    expect(answers()[1]).toMatchObject({ ok: true, starts_at: slot?.starts_at });
    expect(answers()[2]).toEqual({ ok: true, queued: true, say: 'I am texting you the details now.' });
    expect([memory.rows.size, memory.fees.size, memory.asked.includes('commit')]).toEqual([0, 0, false]);
  });

  it('has what it booked taken for the rest of the conversation, and for nobody else', async () => {
    const moves = [LOOKUP];
    const first = aRehearsal(moves);
    await first.on('Tuesday, please.');
    const [slot] = slotsOf(first.answers()[0]);
    moves.push(bookingOf(slot?.slot_id), LOOKUP);
    await first.on('The first one, and what else is there?');
    const other = aRehearsal([LOOKUP]);
    await other.on('Tuesday, please.');

    const startsOf = (answer: ToolAnswer | undefined) => slotsOf(answer).map(({ starts_at: at }) => at);
    expect(startsOf(first.answers()[2])).not.toContain(slot?.starts_at);
    expect(startsOf(other.answers()[0])).toContain(slot?.starts_at);
  });

  it('is told that a time is gone which somebody has really booked meanwhile', async () => {
    const moves = [LOOKUP];
    const { on, answers, memory, business } = aRehearsal(moves);
    await on('Tuesday, please.');
    const [slot] = slotsOf(answers()[0]);
    const whole = [{ day: '2026-11-24', quarters: Array.from({ length: 96 }, (_, quarter) => quarter) }];
    await memory.appointments.commit(
      { id: 'apt_1', businessId: business.id, crewId: 'a' } as never,
      whole,
      undefined,
      0,
    );
    moves.push(bookingOf(slot?.slot_id));

    await on('The first one.');

    expect(answers()[1]).toMatchObject({ ok: false, code: 'slot_taken' });
  });

  it('is offered nothing that could be booked on the phone', async () => {
    const { on, answers, means, memory } = aRehearsal([LOOKUP]);
    await on('Tuesday, please.');
    const book = answerBooking({ ...means, businesses: memory, appointments: memory.appointments });

    const booking = book({
      businessId: aBusiness().id,
      call: {
        id: 'call_real' as CallId,
        isTest: false,
        agentId: AGENT,
        number: '+15125550142',
        from: '+15125550187',
        startedAtMs: MONDAY_MORNING,
      },
      toolCallId: 'tool_1',
      transcriptTurn: 1,
      wish: {
        slot_id: slotsOf(answers()[0])[0]?.slot_id ?? '',
        service: 'Furnace repair',
        customer_name: 'Dana Reyes',
        customer_phone: '512-555-0187',
      },
      nowMs: MONDAY_MORNING,
    });

    await expect(booking).rejects.toMatchObject({ code: 'offer_invalid' });
  });

  it.each([
    ['lookup_availability', { service: 'Furnace repair', business_id: 'biz_other' }, 'invalid_arguments'],
    ['lookup_availability', { service: 'Roof' }, 'unknown_service'],
    ['book_appointment', {}, 'invalid_arguments'],
    ['send_booking_sms', { booking_id: 'apt_nobodys00000000000000000' }, 'appointment_not_found'],
  ] as const)('is answered what it does wrong with %s %j, in words to say', async (name, wish, code) => {
    const { on, answers } = aRehearsal([uses(name, wish)]);

    await on('Hello.');

    expect(answers()[0]).toMatchObject({ ok: false, code, say: expect.stringMatching(/\w/) });
  });

  it('is answered what is no JSON at all', async () => {
    const { on, answers } = aRehearsal([
      { words: [], asks: { id: 'tool_1', name: 'lookup_availability', asked: '{"service":' } },
    ]);

    await on('Hello.');

    expect(answers()[0]).toMatchObject({ ok: false, code: 'invalid_arguments' });
  });

  it.each([
    ['hung_up', 'Goodbye.'],
    ['put_through', 'Please hold.'],
  ] as const)('says that it would have ended the call: %s', async (ending, words) => {
    const { on } = aRehearsal([{ words: [words], ending }]);

    expect(await on('Bye.')).toMatchObject({ next: 'nobody', ending });
  });

  it.each([[[]], [['One moment.']]])(
    'stops where it asks one tool after the other, saying %j',
    async (words) => {
      const { on, asked } = aRehearsal(Array.from({ length: 20 }, () => ({ ...LOOKUP, words })));

      expect(await on('Tuesday, please.')).toEqual({ turns: [], next: 'caller' });
      expect(asked).toHaveLength(6);
    },
  );

  it('has what it booked taken also when the offer of it has run out', async () => {
    const moves = [LOOKUP];
    const { on, answers, pass } = aRehearsal(moves);
    await on('Tuesday, please.');
    const [slot] = slotsOf(answers()[0]);
    moves.push(bookingOf(slot?.slot_id));
    await on('The first one.');
    pass(35);
    moves.push(uses('send_booking_sms', { booking_id: answers()[1]?.booking_id }), LOOKUP);
    await on('Text me, and what else is there?');

    expect(answers()[2]).toMatchObject({ ok: true, queued: true });
    expect(slotsOf(answers()[3]).map(({ starts_at: at }) => at)).not.toContain(slot?.starts_at);
  });

  it('promises no text that carriers would block', async () => {
    const moves = [LOOKUP];
    const { on, answers } = aRehearsal(moves, { differing: { clearedForTexts: undefined } });
    await on('Tuesday, please.');
    moves.push(bookingOf(slotsOf(answers()[0])[0]?.slot_id));
    await on('The first one.');
    moves.push(uses('send_booking_sms', { booking_id: answers()[1]?.booking_id }));
    await on('Text me.');

    expect(answers()[2]).toMatchObject({
      ok: false,
      code: 'vendor_refused',
      say: expect.stringContaining('cannot send texts'),
    });
  });

  it('does not book for a business that is not served', async () => {
    const { on, answers } = aRehearsal([LOOKUP], {
      differing: { billing: { ...aBusiness().billing, subscription: 'cancelled' } },
    });

    expect((await on()).turns[0]).toMatchObject({
      words: expect.stringContaining('connect you with the team'),
    });
    await on('Tuesday, please.');
    expect(answers()[0]).toMatchObject({ ok: false, code: 'not_in_service' });
  });

  it('is not there before callers hear one', async () => {
    const { on } = aRehearsal([], { record: newRecord(aBusiness().id) });

    await expect(on()).rejects.toMatchObject({ code: 'agent_version_not_found' });
  });

  it('costs so much a day and no more', async () => {
    const { on } = aRehearsal([], { factor: 2 / 400 });
    await on('One.');
    await on('Two.');

    await expect(on('Three.')).rejects.toMatchObject({
      code: 'daily_cap_reached',
      facts: { cap: 'rehearsed moves of a business' },
    });
  });
});
