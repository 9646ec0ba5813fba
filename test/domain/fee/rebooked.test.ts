import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import type { Appointment } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { chargeBookingFee } from '../../../functions/domain/fee/charge-booking-fee.ts';
import { type Fee, feeOwed } from '../../../functions/domain/fee/fee.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { aFee, memoryFees } from '../../support/fees.ts';
import { memoryPayments } from '../../support/payments.ts';

const ids = derivedIds(hashing);

/** The same job of the same call, booked for the nth time. */
const attempted = (attempt: number, differing: Partial<Appointment> = {}): Appointment => {
  const { businessId, callId, serviceId, startsAt } = anAppointment();
  const startsAtMs = Date.parse(startsAt);
  const id = ids.appointment({ businessId, callId, serviceId, startsAtMs, attempt });
  return anAppointment({ id, attempt, ...differing });
};

const feeOf = (appointment: Appointment, differing: Partial<Fee> = {}): Fee =>
  aFee({ id: ids.fee(appointment.id), appointmentId: appointment.id, ...differing });

const aWorld = (earlier: Partial<Fee>, again = attempted(1)) => {
  const clock = aClock();
  const fees = memoryFees(feeOf(attempted(0), earlier), feeOf(again));
  const payments = memoryPayments(clock);
  const charge = chargeBookingFee({
    fees,
    payments,
    ids,
    clock,
    appointments: { find: async () => again },
    businesses: { find: async () => aBusiness() },
  });
  return {
    fees,
    payments,
    clock,
    charge: () => charge(feeOwed(ids, feeOf(again))),
    again: () => fees.row(again.id),
  };
};

describe('a job that was cancelled and is booked again in the same call [B2]', () => {
  it.each<[string, Partial<Fee>]>([
    ['charged', { state: 'charged' }],
    ['declined, and may be paid yet', { state: 'declined' }],
    ['charged and credited in part', { state: 'charged', creditedCents: 2_000 }],
    ['waived because an earlier one was charged', { state: 'waived', waivedBecause: 'rebooked' }],
  ])('F-BL-3: costs no second fee where the first was %s', async (_, earlier) => {
    const world = aWorld(earlier);

    expect(await world.charge()).toBe('waived');

    expect(world.again()).toMatchObject({ state: 'waived', waivedBecause: 'rebooked' });
    expect(world.payments.invoices()).toEqual([]);
  });

  it.each<[string, Partial<Fee>]>([
    ['was never charged', { state: 'waived', waivedBecause: 'cancelled_before_charge' }],
    ['was credited in full', { state: 'charged', creditedCents: 5_000 }],
    ['was refunded in full', { state: 'charged', refundedCents: 5_000 }],
  ])('is charged where the first %s', async (_, earlier) => {
    const world = aWorld(earlier);

    expect(await world.charge()).toBe('charged');
    expect(world.payments.collected()).toBe(1);
  });

  it('waits until the first is settled', async () => {
    const world = aWorld({ state: 'owed' });

    expect(await world.charge()).toBe('later');

    expect(world.again()).toMatchObject({ state: 'owed', claimedAt: undefined });
    expect(world.payments.invoices()).toEqual([]);
  });

  it('is another job in another call', async () => {
    const world = aWorld({ state: 'charged' }, attempted(1, { callId: 'call_another' as CallId }));

    expect(await world.charge()).toBe('charged');
  });
});
