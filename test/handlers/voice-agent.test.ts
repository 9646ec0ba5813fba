import { describe, expect, it } from 'vitest';
import { ringing } from '../../functions/adapters/retell/ringing.ts';
import { retellSignature } from '../../functions/adapters/retell/signature.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { BookAppointmentArguments, LookupAvailabilityArguments } from '../../functions/contracts/tools.ts';
import { answerBooking } from '../../functions/domain/agent/answer-booking.ts';
import { answerCall } from '../../functions/domain/agent/answer-call.ts';
import { answerLookup } from '../../functions/domain/agent/answer-lookup.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { createHandler } from '../../functions/handlers/voice/agent.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { toolbox } from '../../functions/runtime/voice.ts';
import { aBusiness, aClock } from '../support/builders.ts';
import { memorySchedule } from '../support/memory-schedule.ts';
import { httpEvent, RETELL_KEY, retellSignatureOf, toolBody } from '../support/retell.ts';

const other = aBusiness({
  id: 'biz_otherone01' as never,
  agentIds: ['agent_other'],
  numbers: ['+15125550999'],
});

const aVoice = () => {
  const clock = aClock();
  const memory = memorySchedule(aBusiness(), other);
  const secret = { retell: { apiKeys: [RETELL_KEY] } } as unknown as StageSecret;
  const secrets = { read: async () => secret, refresh: async () => secret };
  const deps = {
    schedules: memory,
    businesses: memory,
    appointments: memory.appointments,
    by: hashing,
    offerKeys: async () => ['offers'],
  };
  const handler = createHandler({
    clock,
    verify: retellSignature(secrets, clock),
    answerCall: ringing(answerCall(deps)),
    tools: toolbox({
      lookup_availability: { schema: LookupAvailabilityArguments, answer: answerLookup(deps) },
      book_appointment: { schema: BookAppointmentArguments, answer: answerBooking(deps) },
    }),
  });
  const post = async (body: string, path: Record<string, string>, headers?: Record<string, string>) => {
    const signed = headers ?? { 'x-retell-signature': retellSignatureOf(body, clock.now()) };
    const { statusCode, body: answered } = await handler(httpEvent(body, signed, path), {} as never);
    return { status: statusCode, ...JSON.parse(answered ?? '') };
  };
  const tool = (name: string, args: unknown, call = {}, businessId = 'biz_apexhvac01') =>
    post(toolBody(name, args, call), { businessId, tool: name });
  const lookup = (args: object = {}, call = {}) =>
    tool('lookup_availability', { service: 'Furnace repair', date_from: '2026-11-24', ...args }, call);
  const book = (slotId: string, args: object = {}, call = {}) =>
    tool(
      'book_appointment',
      {
        slot_id: slotId,
        service: 'furnace repair',
        customer_name: 'Dana Reyes',
        customer_phone: '512-555-0187',
        ...args,
      },
      call,
    );
  return { clock, memory, post, tool, lookup, book };
};

describe('the inbound webhook', () => {
  const ring = (over: object = {}) =>
    JSON.stringify({
      event: 'call_inbound',
      call_inbound: {
        call_id: 'call_1',
        agent_id: 'agent_apexhvac01',
        from_number: '+15125550187',
        to_number: '+15125550142',
        ...over,
      },
    });

  it('tells the agent whose phone rings, what day it is there and what is free', async () => {
    const answer = await aVoice().post(ring(), { businessId: 'biz_apexhvac01' });

    expect(answer.status).toBe(200);
    expect(answer.call_inbound).toMatchObject({
      override_agent_id: 'agent_apexhvac01',
      dynamic_variables: {
        business_name: 'Apex Heating & Air',
        business_timezone: 'America/Chicago',
        today_local: 'Monday, November 23, 2026',
        now_local: '9 AM',
        next_slots: expect.stringContaining('Monday, November 23 I have 10 AM'),
        caller_number: '+15125550187',
      },
    });
  });

  it('refuses a number of another business, so that Retell falls back to the bound agent', async () => {
    const answer = await aVoice().post(ring({ to_number: '+15125550999' }), { businessId: 'biz_apexhvac01' });

    expect(answer).toEqual({ status: 404, title: 'business_not_found' });
  });
});

describe('lookup_availability', () => {
  it('offers a few times in words and as ids, with one read', async () => {
    const voice = aVoice();

    const answer = await voice.lookup({ part_of_day: 'morning' });

    expect(answer).toMatchObject({
      ok: true,
      say: 'On Tuesday, November 24 I have 8 AM, 9 AM, 10:30 AM or 11:30 AM. Which works for you?',
      timezone: 'America/Chicago',
      service: { id: 'furnace-repair', duration_minutes: 60 },
    });
    expect(answer.slots[0]).toEqual({
      slot_id: expect.stringMatching(/^2026-11-24T08:00-[a-z2-7]{5}$/),
      local: 'Tuesday, November 24 at 8 AM',
      starts_at: '2026-11-24T14:00:00.000Z',
    });
    expect(voice.memory.asked).toEqual(['query schedule']);
  });

  it('answers whether a certain time is free', async () => {
    expect((await aVoice().lookup({ time: '15:00' })).say).toBe(
      'Tuesday, November 24 at 3 PM is free. Shall I book it?',
    );
    expect((await aVoice().lookup({ time: '15:10' })).say).toMatch(/^That exact time is not free\./);
  });

  it('names the nearest other times when the wish cannot be met', async () => {
    const answer = await aVoice().lookup({ date_from: '2026-11-28', date_to: '2026-11-28' });

    expect(answer.say).toMatch(/^I have nothing at that time. The nearest I have: On Monday, November 30/);
  });

  it('says so when nothing is free as far as it may book', async () => {
    const answer = await aVoice().lookup({ date_from: '2027-03-01' });

    expect(answer).toMatchObject({ ok: true, slots: [] });
    expect(answer.say).toContain('30 days ahead');
  });

  it.each([
    ['an unknown service', { service: 'roof painting' }, 'unknown_service'],
    ['a date that is none', { date_from: '2026-02-30' }, 'invalid_arguments'],
    ['a time that is none', { time: '25:00' }, 'invalid_arguments'],
    ['a field that nobody knows', { business_id: 'biz_otherone01' }, 'invalid_arguments'],
    ['a wrong type', { service: 7 }, 'invalid_arguments'],
  ])('refuses %s with a sentence to say', async (_, args, code) => {
    const answer = await aVoice().lookup(args);

    expect(answer).toMatchObject({ status: 200, ok: false, code, say: expect.stringMatching(/\w/) });
  });

  it('names the field it refuses and never its value', async () => {
    const answer = await aVoice().lookup({ recipient: '+15125550000' });

    expect(answer.fields).toEqual(['recipient']);
    expect(JSON.stringify(answer)).not.toContain('+15125550000');
  });
});

describe('book_appointment', () => {
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

  it('answers a repeat under another tool-call id, even an hour later, with the first confirmation', async () => {
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

  it('refuses an offer whose time is over, and a time that has passed', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();
    const soon = await voice.lookup({ date_from: '2026-11-23', time: '10:00' });
    voice.clock.pass(25 * 60_000);

    expect(await voice.book(slots[0].slot_id)).toMatchObject({ ok: false, code: 'offer_expired' });
    expect(soon.slots[0].local).toContain('10 AM');
  });

  it('refuses a number that cannot be one', async () => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    const answer = await voice.book(slots[0].slot_id, { customer_phone: '12345' });

    expect(answer).toMatchObject({ ok: false, code: 'invalid_phone' });
  });

  it.each([
    ['a browser test call', { call_type: 'web_call', to_number: undefined }, 'test_call'],
    ["the owner's own number", { from_number: '+15125550199' }, 'owner_call'],
  ])('books for %s and waives the fee', async (_, call, reason) => {
    const voice = aVoice();
    const { slots } = await voice.lookup({}, call);

    expect((await voice.book(slots[0].slot_id, {}, call)).ok).toBe(true);
    expect([...voice.memory.fees.values()]).toMatchObject([{ state: 'waived', waivedBecause: reason }]);
  });
});

describe('the voice edge', () => {
  const body = toolBody('lookup_availability', { service: 'Furnace repair' });
  const path = { businessId: 'biz_apexhvac01', tool: 'lookup_availability' };
  const at = aClock().now();

  it.each([
    ['no signature', {}],
    ['an altered body', { 'x-retell-signature': retellSignatureOf(`${body} `, at) }],
    ['another key', { 'x-retell-signature': retellSignatureOf(body, at, 'another') }],
    ['a stale signature', { 'x-retell-signature': retellSignatureOf(body, at - 300_001) }],
    ['a signature of the future', { 'x-retell-signature': retellSignatureOf(body, at + 300_001) }],
    [
      'two folded signatures',
      { 'x-retell-signature': `${retellSignatureOf(body, at)},${retellSignatureOf(body, at)}` },
    ],
    ['upper-case hex', { 'x-retell-signature': retellSignatureOf(body, at).toUpperCase() }],
  ])('refuses %s with 401 and changes nothing', async (_, headers) => {
    const voice = aVoice();

    const answer = await voice.post(body, path, headers);

    expect(answer).toEqual({ status: 401, title: 'signature_invalid' });
    expect(voice.memory.asked).toEqual([]);
  });

  it('accepts a signature up to five minutes away, both ways', async () => {
    for (const offset of [-300_000, 300_000]) {
      const signed = { 'x-retell-signature': retellSignatureOf(body, at + offset) };
      expect((await aVoice().post(body, path, signed)).status).toBe(200);
    }
  });

  it.each([
    ['half a body', body.slice(0, 100), path, 400, 'malformed_request'],
    ['a body of another shape', '{"event":"call_started"}', path, 400, 'malformed_request'],
    ['an empty body', '', path, 400, 'malformed_request'],
    ['a body for another tool', body, { ...path, tool: 'book_appointment' }, 404, 'unknown_tool'],
    ['a business that is none', body, { ...path, businessId: '../biz' }, 400, 'malformed_request'],
    ['five megabytes', JSON.stringify({ x: 'y'.repeat(5_000_000) }), path, 413, 'body_too_large'],
  ])('refuses %s with a code', async (_, sent, where, status, code) => {
    expect(await aVoice().post(sent, where)).toEqual({ status, title: code });
  });

  it.each([
    ['an unknown agent', { agent_id: 'agent_nobody' }],
    ["another business's agent", { agent_id: 'agent_other' }],
    ["another business's number", { to_number: '+15125550999' }],
  ])('does nothing for %s', async (_, call) => {
    const voice = aVoice();
    const { slots } = await voice.lookup();

    expect(await voice.lookup({}, call)).toMatchObject({ ok: false, code: 'business_not_found' });
    expect(await voice.book(slots[0].slot_id, {}, call)).toMatchObject({
      ok: false,
      code: 'business_not_found',
    });
    expect(voice.memory.rows.size).toBe(0);
  });

  it('answers with a sentence when the calendar cannot be read', async () => {
    const voice = aVoice();
    voice.memory.read = async () => {
      throw new Error('down');
    };
    const broken = createHandler({
      clock: voice.clock,
      verify: async () => undefined,
      answerCall: async () => ({}),
      tools: toolbox({
        lookup_availability: {
          schema: LookupAvailabilityArguments,
          answer: answerLookup({ schedules: voice.memory, by: hashing, offerKeys: async () => ['offers'] }),
        },
      }),
    });

    const answer = await broken(httpEvent(body, {}, path), {} as never);

    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual({
      ok: false,
      code: 'internal',
      say: expect.stringContaining('take a message'),
    });
  });
});
