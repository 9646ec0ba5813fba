import { describe, expect, it } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { type Appointment, appointmentBooked } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { chargeBookingFee } from '../../../functions/domain/fee/charge-booking-fee.ts';
import { feeOwed } from '../../../functions/domain/fee/fee.ts';
import { billFor } from '../../../functions/domain/fee/invoice.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { aFee, memoryFees } from '../../support/fees.ts';
import { memoryPayments } from '../../support/payments.ts';

const ids = derivedIds(hashing);
const moved = {
  version: 2,
  startsAt: '2026-11-27T21:00:00.000Z',
  zone: 'America/New_York',
  bookedFor: { startsAt: anAppointment().startsAt, zone: 'America/Chicago' },
};

const aWorld = (appointment: Appointment, ...rows: Parameters<typeof memoryFees>) => {
  const clock = aClock();
  const fees = memoryFees(...rows);
  const payments = memoryPayments(clock);
  const charge = chargeBookingFee({
    fees,
    payments,
    ids,
    clock,
    appointments: { find: async () => appointment },
    businesses: { find: async () => aBusiness() },
  });
  return { charge, payments, fees };
};

describe('what people of a business do with its appointments', () => {
  it('costs no fee where they make one [B2]', async () => {
    const { callId: _, ...made } = anAppointment();
    const appointment = { ...made, madeBy: PersonId.parse('00000000-0000-4000-8000-000000000001') };
    const { charge, payments } = aWorld(appointment);

    expect(await charge(appointmentBooked(ids, appointment))).toBe('not_billable');
    expect(payments.asked).toEqual([]);
  });

  it('leaves a booking without a fee that the agent made what it is: a fault', async () => {
    const { charge } = aWorld(anAppointment());

    await expect(charge(appointmentBooked(ids, anAppointment()))).rejects.toMatchObject({
      code: 'appointment_not_found',
    });
  });

  it('does not change the bill where they move one: its keys are for the same words', () => {
    expect(billFor(aFee(), anAppointment(moved), aBusiness())).toEqual(
      billFor(aFee(), anAppointment(), aBusiness()),
    );
  });

  it('F-BL-3: costs no second fee where they move a job that was booked again in the same call', async () => {
    const { businessId, callId, serviceId, startsAt } = anAppointment();
    const idOf = (attempt: number) =>
      ids.appointment({ businessId, callId, serviceId, startsAtMs: Date.parse(startsAt), attempt });
    const feeOf = (attempt: number) => aFee({ id: ids.fee(idOf(attempt)), appointmentId: idOf(attempt) });
    const again = anAppointment({ id: idOf(1), attempt: 1, ...moved });
    const { charge, payments } = aWorld(again, { ...feeOf(0), state: 'charged' }, feeOf(1));

    expect(await charge(feeOwed(ids, feeOf(1)))).toBe('waived');
    expect(payments.invoices()).toEqual([]);
  });
});
