import { describe, expect, it } from 'vitest';
import type { AppointmentId, CallId } from '../../../functions/contracts/ids.ts';
import { appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { seeBooked } from '../../../functions/domain/customer/see-customer.ts';
import { anAppointment } from '../../support/builders.ts';
import { aCallEvent, aCallWorld, aToolCall, ENDED, type ToldCall } from '../../support/call-world.ts';

const CALLER = '+15125550187';
const STARTED = '2026-11-23T15:00:02.100Z';

const seenIn = (world: ReturnType<typeof aCallWorld>) => [...world.seen.values()];
const ended = (call: ToldCall = {}) => aCallEvent('call_ended', { ...ENDED, ...call });
/** A call in which the builders' appointment was booked. */
const booking = {
  transcript_with_tool_calls: aToolCall('book_appointment', {}, { ok: true, booking_id: anAppointment().id }),
};

describe('whoever calls [C3]', () => {
  it('is among the customers once the call is over, and not before', async () => {
    const world = aCallWorld();
    await world.tell(aCallEvent('call_started'));
    expect(seenIn(world)).toEqual([]);

    await world.tell(ended());

    expect(seenIn(world)).toMatchObject([
      { phone: CALLER, firstAt: STARTED, lastAt: STARTED, calls: [`${STARTED}#call_1`], appointments: [] },
    ]);
  });

  it('is written once, however many reports there are and however often each comes', async () => {
    const world = aCallWorld();
    for (const event of ['call_started', 'call_ended', 'call_analyzed', 'call_ended', 'call_analyzed'])
      await world.tell(aCallEvent(event, event === 'call_started' ? {} : ENDED));

    expect(seenIn(world)).toMatchObject([{ epoch: 1 }]);
  });

  it('is seen by whoever takes the report up again after somebody died with it', async () => {
    const world = aCallWorld();
    const { save } = world.deps.customers;
    world.deps.customers.save = async () => {
      throw new Error('killed');
    };
    await expect(world.tell(ended())).rejects.toThrow('killed');
    world.deps.customers.save = save;

    await world.tell(ended());

    expect(seenIn(world)).toMatchObject([{ phone: CALLER }]);
  });

  it.each([undefined, 'anonymous', 'sip:someone@carrier.example', '911'])(
    'from %s is nobody who could be called back',
    async (from_number) => {
      const world = aCallWorld();

      await world.tell(ended({ from_number }));

      expect(seenIn(world)).toEqual([]);
    },
  );

  it('and books under that number is seen by the booking, which names the call', async () => {
    const world = aCallWorld();
    const appointment = anAppointment({ callId: 'call_1' as CallId });
    world.schedule.rows.set(appointment.id, appointment);

    await world.tell(ended(booking));

    expect(world.call()?.appointmentIds).toEqual([appointment.id]);
    expect(seenIn(world)).toEqual([]);
  });

  it('and books for somebody else is seen all the same', async () => {
    const world = aCallWorld();
    const customer = { name: 'Gran', phone: '+15125550999' };
    const appointment = anAppointment({ callId: 'call_1' as CallId, customer });
    world.schedule.rows.set(appointment.id, appointment);

    await world.tell(ended(booking));

    expect(seenIn(world)).toMatchObject([{ phone: CALLER, calls: [`${STARTED}#call_1`] }]);
  });
});

describe('whoever an appointment is booked for [C3]', () => {
  const bookedIn = (world: ReturnType<typeof aCallWorld>) =>
    seeBooked({ ...world.deps, appointments: world.schedule.appointments });

  it('is a customer by that name from then on, once', async () => {
    const world = aCallWorld();
    const appointment = anAppointment();
    world.schedule.rows.set(appointment.id, appointment);
    const event = appointmentBooked(world.deps.ids, appointment);

    await Promise.all([bookedIn(world)(event), bookedIn(world)(event)]);
    await bookedIn(world)(event);

    expect(seenIn(world)).toMatchObject([
      {
        phone: appointment.customer.phone,
        name: 'Dana Reyes',
        lastAt: appointment.bookedAt,
        appointments: [`${appointment.bookedAt}#${appointment.id}`],
        epoch: 1,
      },
    ]);
  });

  it('keeps both of two that are booked at once', async () => {
    const world = aCallWorld();
    const two = ['apt_one0001', 'apt_two0001'].map((id) => anAppointment({ id: id as AppointmentId }));
    for (const one of two) world.schedule.rows.set(one.id, one);

    await Promise.all(two.map((one) => bookedIn(world)(appointmentBooked(world.deps.ids, one))));

    expect(seenIn(world)[0]?.appointments).toHaveLength(2);
  });

  it('comes back later where the appointment is not to be found', async () => {
    const world = aCallWorld();
    const event = appointmentBooked(world.deps.ids, anAppointment());

    await expect(bookedIn(world)(event)).rejects.toMatchObject({ code: 'appointment_not_found' });
  });
});
