import { describe, expect, it } from 'vitest';
import type { AppointmentId, BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { aCallEvent, aCallWorld, aToolCall, ENDED, type ToldCall } from '../../support/call-world.ts';

const spoken = { role: 'user', content: 'My furnace stopped.' };
const CALL = 'call_1' as CallId;
const booked = anAppointment({ callId: CALL });
const wish = {
  slot_id: '2026-11-24T09:00-k7qf2',
  service: 'furnace repair',
  customer_name: 'Dana Reyes',
  customer_phone: '+15125550187',
};
const lookedUp = aToolCall('lookup_availability', { service: 'furnace repair' }, { ok: true, slots: [] });
const booking = (answer?: unknown, id?: string) => aToolCall('book_appointment', wish, answer, id);

/** The call after it ended with this transcript, while these appointments stood in the table. */
const after = async (entries: unknown[], appointments = [booked], more: ToldCall = {}) => {
  const world = aCallWorld();
  for (const appointment of appointments) world.schedule.rows.set(appointment.id, appointment);
  await world.tell(aCallEvent('call_ended', { ...ENDED, transcript_with_tool_calls: entries, ...more }));
  return world.call();
};

describe('the outcome of a call [V3]', () => {
  it('F-BK-13: is booked where a booking of this call stands in our own rows', async () => {
    expect(await after([spoken, ...lookedUp, ...booking({ ok: true, booking_id: booked.id })])).toMatchObject(
      {
        outcome: 'booked',
        appointmentIds: [booked.id],
        tools: [
          { tool: 'lookup_availability', answer: 'ok' },
          { tool: 'book_appointment', answer: 'ok', appointmentId: booked.id },
        ],
      },
    );
  });

  it('F-OPS-4: follows tool results, never what a model says of the call afterwards', async () => {
    const says = (outcome: string, call_successful: boolean) => ({
      call_analysis: { call_summary: 'x', call_successful, custom_analysis_data: { outcome } },
    });
    const analyzed = async (entries: unknown[], analysis: ToldCall) => {
      const world = aCallWorld();
      world.schedule.rows.set(booked.id, booked);
      const call = { ...ENDED, transcript_with_tool_calls: entries, ...analysis };
      await world.tell(aCallEvent('call_analyzed', call));
      return world.call();
    };

    expect(await analyzed([spoken, ...lookedUp], says('booked', true))).toMatchObject({
      outcome: 'looked_up',
      appointmentIds: [],
    });
    const stands = await analyzed(booking({ ok: true, booking_id: booked.id }), says('no_interest', false));
    expect(stands).toMatchObject({ outcome: 'booked', appointmentIds: [booked.id] });
    expect(JSON.stringify(stands)).not.toContain('no_interest');
  });

  it.each([
    ['of another business', { businessId: 'biz_other00001' as BusinessId }],
    ['of another call', { callId: 'call_other' as CallId }],
    ['that nobody knows', { id: 'apt_somethingelse' as AppointmentId }],
  ])('F-BK-13: believes no answer that names a booking %s', async (_, differing) => {
    const call = await after(booking({ ok: true, booking_id: booked.id }), [{ ...booked, ...differing }]);

    expect(call).toMatchObject({ outcome: 'refused', outcomeCode: 'unconfirmed', appointmentIds: [] });
  });

  describe('of a booking whose answer was lost on its way', () => {
    const idAt = (startsAt: string, attempt = 0) =>
      derivedIds(hashing).appointment({
        businessId: booked.businessId,
        callId: CALL,
        serviceId: 'furnace-repair',
        startsAtMs: Date.parse(startsAt),
        attempt,
      });
    const made = { ...booked, id: idAt('2026-11-24T15:00:00.000Z') };

    it.each([
      ['none came', undefined],
      ['it was cut off', '{"ok":true,"booking_id":"apt_'],
      ['it was no answer of ours', 'upstream timed out'],
      ['it says nothing', '{}'],
    ])('is what its arguments have made, where %s', async (_, answer) => {
      expect(await after(booking(answer), [made])).toMatchObject({
        outcome: 'booked',
        appointmentIds: [made.id],
      });
      expect(await after(booking(answer), [])).toMatchObject({
        outcome: 'refused',
        outcomeCode: 'no_answer',
      });
    });

    it('is the last of several attempts at the same time', async () => {
      const cancelled = { ...made, status: 'cancelled' as const };
      const again = { ...made, id: idAt('2026-11-24T15:00:00.000Z', 1), attempt: 1 };

      expect(await after(booking(), [cancelled, again])).toMatchObject({ appointmentIds: [again.id] });
    });

    it('is found at either instant of an hour that comes twice', async () => {
      const twice = { ...wish, slot_id: '2026-11-01T01:30B-k7qf2' };
      const second = { ...booked, id: idAt('2026-11-01T07:30:00.000Z') };

      const call = await after(aToolCall('book_appointment', twice), [second]);

      expect(call).toMatchObject({ outcome: 'booked', appointmentIds: [second.id] });
    });

    it.each([
      ['arguments of another form', { ...wish, business_id: 'biz_other' }],
      ['a service we do not have', { ...wish, service: 'moon landing' }],
      ['a time that is none', { ...wish, slot_id: 'nine' }],
    ])('stays unknown with %s', async (_, odd) => {
      expect(await after(aToolCall('book_appointment', odd), [made])).toMatchObject({
        outcomeCode: 'no_answer',
      });
    });
  });

  it('names the code of the last booking that was refused, and keeps the others', async () => {
    const call = await after([
      ...aToolCall('lookup_availability', {}, { ok: false, code: 'unknown_service' }, 't1'),
      ...booking({ ok: false, code: 'offer_expired' }, 't2'),
      ...booking({ ok: false, code: 'slot_taken' }, 't3'),
      ...lookedUp,
    ]);

    expect(call).toMatchObject({
      outcome: 'refused',
      outcomeCode: 'slot_taken',
      tools: [
        { tool: 'lookup_availability', answer: 'unknown_service' },
        { tool: 'book_appointment', answer: 'offer_expired' },
        { tool: 'book_appointment', answer: 'slot_taken' },
        { tool: 'lookup_availability', answer: 'ok' },
      ],
    });
  });

  it('stays booked when a second booking is refused', async () => {
    const call = await after([
      ...booking({ ok: true, booking_id: booked.id }, 't1'),
      ...booking({ ok: false, code: 'slot_taken' }, 't2'),
    ]);

    expect(call).toMatchObject({ outcome: 'booked', appointmentIds: [booked.id] });
    expect(call).not.toHaveProperty('outcomeCode', expect.anything());
  });

  it('repeats no sentence as a code', async () => {
    const call = await after(booking({ ok: false, code: 'Dana Reyes, +15125550187' }), []);

    expect(call?.outcomeCode).toBe('unknown');
  });

  it.each<[outcome: string, entries: unknown[], more?: ToldCall]>([
    ['looked_up', [spoken, ...lookedUp]],
    ['texted', [...lookedUp, ...aToolCall('send_booking_sms', {}, { ok: true, queued: true })]],
    ['refused', [spoken, ...aToolCall('take_message', {}, { ok: false, code: 'unknown_tool' })]],
    ['no_tools', [{ role: 'agent', content: 'Hello.' }, spoken]],
    ['no_speech', [{ role: 'agent', content: 'Hello.' }]],
  ])('is %s otherwise', async (outcome, entries) => {
    expect(await after(entries, [])).toMatchObject({ outcome, appointmentIds: [] });
  });

  it('is not_connected where the call never was', async () => {
    const world = aCallWorld();
    const { start_timestamp, ...call } = aCallEvent('call_ended').call;

    await world.tell({
      event: 'call_ended',
      call: { ...call, duration_ms: 0, disconnection_reason: 'concurrency_limit_reached' },
    });

    expect(world.call()).toMatchObject({
      outcome: 'not_connected',
      disconnectionReason: 'concurrency_limit_reached',
      durationMs: 0,
    });
  });

  it('is not said before the call is over', async () => {
    const world = aCallWorld();

    await world.tell(
      aCallEvent('transcript_updated', {
        transcript_with_tool_calls: booking({ ok: false, code: 'slot_taken' }),
      }),
    );

    expect(world.call()).toMatchObject({ tools: [{ answer: 'slot_taken' }] });
    expect(world.call()?.outcome).toBeUndefined();
  });
});

describe('a call', () => {
  const twoFirms = () =>
    aCallWorld(
      aBusiness(),
      aBusiness({ id: 'biz_other00001' as BusinessId, agentIds: ['agent_b'], numbers: ['+15125550143'] }),
    );

  it.each([
    ['of an agent nobody knows', { agent_id: 'agent_nobody' }, 'agent:agent_nobody'],
    ['to a number nobody knows', { to_number: '+15125559999' }, 'number:+15125559999'],
    ["of one business's agent to another's number", { to_number: '+15125550143' }, 'number:+15125550143'],
    ["of another's agent to one business's number", { agent_id: 'agent_b' }, 'number:+15125550142'],
    [
      "that one business's agent makes from another's number",
      { direction: 'outbound', from_number: '+15125550143' },
      'number:+15125550143',
    ],
  ])("%s is nobody's, says what it awaits, and leaves nothing", async (_, call, awaits) => {
    const world = twoFirms();

    await expect(world.tell(aCallEvent('call_ended', call))).rejects.toMatchObject({
      code: 'business_not_found',
      facts: { awaits },
    });
    expect(world.rows.size).toBe(0);
    expect(world.inbox.size).toBe(0);
  });

  it('that the agent makes is that of the number it is made from', async () => {
    const world = twoFirms();

    await world.tell(
      aCallEvent('call_started', {
        direction: 'outbound',
        from_number: '+15125550142',
        to_number: '+15125550187',
      }),
    );

    expect(world.call()).toMatchObject({ businessId: 'biz_apexhvac01', number: '+15125550142' });
  });
});
