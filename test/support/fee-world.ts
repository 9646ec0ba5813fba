import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { chargeBookingFee } from '../../functions/domain/fee/charge-booking-fee.ts';
import { type Fee, feeOwed } from '../../functions/domain/fee/fee.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from './builders.ts';
import { aFee, memoryFees } from './fees.ts';
import { memoryPayments } from './payments.ts';

const ids = derivedIds(hashing);

type Given = {
  readonly fee?: Partial<Fee>;
  readonly appointment?: Partial<Appointment>;
  readonly priceCents?: number;
};

/** One fee, one vendor and a clock, all in memory; `charge` is what one delivery of the event does. */
export const aFeeWorld = (given: Given = {}) => {
  const clock = aClock();
  const fees = memoryFees(aFee(given.fee));
  const payments = memoryPayments(clock, given.priceCents);
  let appointment = anAppointment(given.appointment);
  const charge = chargeBookingFee({
    fees,
    payments,
    ids,
    clock,
    appointments: { find: async () => appointment },
    businesses: { find: async () => aBusiness() },
  });
  const event = feeOwed(ids, aFee());
  return {
    clock,
    fees,
    payments,
    charge: () => charge(event),
    cancelAppointment: () => {
      appointment = { ...appointment, status: 'cancelled' };
    },
  };
};

/** When the due index asks again. */
export const secondsUntilWake = ({ fees, clock }: ReturnType<typeof aFeeWorld>) =>
  ((fees.wakeAtMs(fees.row()) ?? 0) - clock.now()) / 1000;
