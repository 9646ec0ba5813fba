import { describe, expect, it } from 'vitest';
import type { AppointmentId, BusinessId, CallId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';

const ids = derivedIds(hashing);
const booking = {
  businessId: 'biz_apexhvac01' as BusinessId,
  callId: 'call_1' as CallId,
  serviceId: 'furnace-repair',
  startsAtMs: Date.parse('2026-11-24T15:00:00.000Z'),
  attempt: 0,
};
const appointment = ids.appointment(booking);

describe("an appointment's id", () => {
  it('is the same for the same booking', () => {
    expect(ids.appointment({ ...booking })).toBe(appointment);
    expect(appointment).toMatch(/^apt_[a-z2-7]{26}$/);
  });

  it.each([
    { businessId: 'biz_apexhvac02' as BusinessId },
    { callId: 'call_2' as CallId },
    { serviceId: 'ac-repair' },
    { startsAtMs: booking.startsAtMs + 900_000 },
    { attempt: 1 },
  ])('is another for another booking: %j', (differing) => {
    expect(ids.appointment({ ...booking, ...differing })).not.toBe(appointment);
  });
});

it('every other id is its own, and changes with what it is of', () => {
  const other = 'apt_another0000000000000001' as AppointmentId;
  const made = [appointment, other].flatMap((of) => [
    ids.fee(of),
    ids.bookingAlert(of),
    ids.confirmationText(of, 1),
    ids.confirmationText(of, 2),
    ids.event('appointment.booked', of, 1),
    ids.event('appointment.booked', of, 2),
    ids.event('appointment.cancelled', of, 2),
  ]);

  expect(new Set(made.map((id) => id.slice(4))).size).toBe(14);
});

it('a fingerprint of a phone says nothing of it and differs from business to business', () => {
  const [here, there] = ['biz_apexhvac01', 'biz_apexhvac02'].map((id) =>
    ids.phoneFingerprint(id as BusinessId, '+15125550187'),
  );

  expect(here).not.toBe(there);
  expect(here).not.toContain('5550187');
});
