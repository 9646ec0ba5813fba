import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { aVoice } from '../support/voice.ts';

describe('book_appointment [V2, P2]', () => {
  it('books what was offered and says when, in local time', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    const answer = await voice.book(slots[1].slot_id);

    expect(answer).toMatchObject({ ok: true, local: slots[1].local, starts_at: slots[1].starts_at });
    expect(answer.say).toMatch(/^You are booked for Tuesday, November 24 at /);
    expect([...voice.memory.fees.values()]).toMatchObject([
      { state: 'owed', amountCents: 5000, evidence: { toolCallId: 'tool_call_1' } },
    ]);
    expect(voice.memory.asked).toEqual(['query schedule', 'commit']);
  });

  it('F-BK-11: answers a repeat under another tool-call id, even an hour later, with the first confirmation', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();
    const first = await voice.book(slots[0].slot_id);

    const again = await voice.book(slots[0].slot_id);
    voice.clock.pass(3_600_000);
    const muchLater = await voice.book(slots[0].slot_id);

    expect(again).toEqual(first);
    expect(muchLater).toEqual(first);
    expect(voice.memory.rows.size).toBe(1);
  });

  it('makes a new appointment when the first was cancelled and is booked again in the same call', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();
    const first = await voice.book(slots[0].slot_id);
    const row = voice.memory.rows.get(first.booking_id);
    if (!row) throw new Error('nothing was booked');
    await voice.memory.appointments.cancel(row, cellsOf(Date.parse(row.startsAt), 60, -360), row.bookedAt);

    const second = await voice.book(slots[0].slot_id);

    expect(second.ok).toBe(true);
    expect(second.booking_id).not.toBe(first.booking_id);
  });

  it('tells the loser of a race what is still free', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();
    const mine = await voice.lookup({}, { call_id: 'call_2' });
    await voice.book(slots[0].slot_id);

    const answer = await voice.book(mine.slots[0].slot_id, {}, { call_id: 'call_2' });

    expect(answer).toMatchObject({ ok: false, code: 'slot_taken' });
    expect(answer.say).toMatch(/was just taken\. On Tuesday, November 24 I have/);
    expect(answer.slots.map(({ starts_at }: { starts_at: string }) => starts_at)).not.toContain(
      slots[0].starts_at,
    );
    expect((await voice.book(answer.slots[0].slot_id, {}, { call_id: 'call_2' })).ok).toBe(true);
  });

  it('does not say that a time is taken and offer it, where somebody else of the crew is free then', async () => {
    const voice = aVoice({
      crews: [
        { id: 'a', name: 'Amy' },
        { id: 'b', name: 'Bob' },
      ],
    });
    const { slots } = await voice.lookup();
    const mine = await voice.lookup({}, { call_id: 'call_2' });
    await voice.book(slots[0].slot_id);

    const answer = await voice.book(mine.slots[0].slot_id, {}, { call_id: 'call_2' });

    expect(answer.slots.map(({ starts_at }: { starts_at: string }) => starts_at)).toContain(
      slots[0].starts_at,
    );
    expect(answer.say).toMatch(/^I am sorry, that one was just taken\. On Tuesday, November 24 I have/);
    expect((await voice.book(answer.slots[0].slot_id, {}, { call_id: 'call_2' })).ok).toBe(true);
  });

  it.each([
    ['an invented offer', '2026-11-24T09:00-abcde', 'offer_invalid'],
    ['a time outside opening hours', '2026-11-24T03:00-abcde', 'offer_invalid'],
    ['the hour that spring jumps over', '2027-03-14T02:30-abcde', 'offer_invalid'],
    ['words', 'tomorrow at nine', 'offer_invalid'],
  ])('refuses %s', async (_, slotId, code) => {
    const voice = aVoice();

    expect(await voice.book(slotId)).toMatchObject({ status: 200, ok: false, code });
    expect(voice.memory.rows.size).toBe(0);
  });

  it('refuses an offer that was made in another call', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    const answer = await voice.book(slots[0].slot_id, {}, { call_id: 'call_of_somebody_else' });

    expect(answer).toMatchObject({ ok: false, code: 'offer_invalid' });
  });

  it('refuses an offer whose time is over', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();
    voice.clock.pass(25 * 60_000);

    expect(await voice.book(slots[0].slot_id)).toMatchObject({ ok: false, code: 'offer_expired' });
  });

  it('F-BK-9: refuses a time that has passed while the caller made up their mind', async () => {
    const voice = aVoice({ noticeMinutes: 0 });
    voice.clock.pass(25 * 60_000);
    const { slots } = await voice.lookup({ date_from: '2026-11-23', time: '09:30' });
    const soon = slots.find(({ local }: { local: string }) => local.endsWith('9:30 AM'));
    voice.clock.pass(6 * 60_000);

    expect(await voice.book(soon.slot_id)).toMatchObject({ ok: false, code: 'time_past' });
    expect(voice.memory.rows.size).toBe(0);
  });

  it('keeps no half of a character, which no table and no vendor takes', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    await voice.book(slots[0].slot_id, { customer_name: 'Dana \ud83d' });

    expect([...voice.memory.rows.values()]).toMatchObject([{ customer: { name: 'Dana \ufffd' } }]);
  });

  it('refuses a number that cannot be one', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    const answer = await voice.book(slots[0].slot_id, { customer_phone: '12345' });

    expect(answer).toMatchObject({ ok: false, code: 'invalid_phone' });
  });

  it.each([
    ['a browser test call', { call_type: 'web_call', to_number: undefined }, 'test_call'],
    ['a call that is none by telephone', { call_type: undefined, to_number: undefined }, 'test_call'],
    ["the owner's own number", { from_number: '+15125550199' }, 'owner_call'],
  ])('books for %s and waives the fee', async (_, call, reason) => {
    const voice = aVoice();
    const { slots } = await voice.lookup({}, call);

    expect((await voice.book(slots[0].slot_id, {}, call)).ok).toBe(true);
    expect([...voice.memory.fees.values()]).toMatchObject([{ state: 'waived', waivedBecause: reason }]);
  });
});
