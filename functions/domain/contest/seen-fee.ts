import type { Appointment } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import type { Fee } from '../fee/fee.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import type { Contest } from './contest.ts';
import { contestableUntil, whyNotContestable } from './contestable.ts';

type Beside = {
  readonly contest?: Contest | undefined;
  readonly appointment?: Appointment | undefined;
  readonly business: Pick<Business, 'outOfService'>;
  readonly nowMs: number;
};

const bookingOf = ({ serviceName, startsAt, zone, localStart, customer, status }: Appointment) => ({
  serviceName,
  startsAt,
  zone,
  localStart,
  customerName: customer.name,
  status,
});

/** A fee as an owner sees it: for what, what was said against it, and whether something can be said. */
export const seenFee = (fee: Fee, { contest, appointment, business, nowMs }: Beside) => {
  const notContestable = whyNotContestable(fee, business, nowMs);
  return {
    ...fee,
    givenBackCents: givenBackCents(fee),
    ...(appointment && { booking: bookingOf(appointment) }),
    ...(contest && { contest }),
    ...(notContestable ? { notContestable } : { contestableUntil: contestableUntil(fee) }),
  };
};
