import { type Appointment, bookedFor } from '../appointment/appointment.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import type { Fee } from './fee.ts';
import type { Fees } from './ports.ts';

/** Charged, or open at the vendor and perhaps paid yet, and not given back. */
const isBilled = (fee: Fee): boolean =>
  (fee.state === 'charged' || fee.state === 'declined') && givenBackCents(fee) < fee.amountCents;

/**
 * Whether the same job was billed when it was booked in the same call before: cancelled and booked again, it is one job
 * and one fee. Refuses with `busy_try_again` while nobody can tell yet.
 */
export const billedBefore =
  (deps: { readonly fees: Pick<Fees, 'find'>; readonly ids: DerivedIds }) =>
  async (appointment: Appointment): Promise<boolean> => {
    const { businessId, callId, serviceId, attempt } = appointment;
    if (attempt === 0 || callId === undefined) return false;
    const earlier = deps.ids.appointment({
      businessId,
      callId,
      serviceId,
      startsAtMs: Date.parse(bookedFor(appointment).startsAt),
      attempt: attempt - 1,
    });
    const fee = await deps.fees.find(businessId, earlier);
    if (!fee) return false;
    if (fee.state === 'owed') throw new Refusal('busy_try_again', { awaits: fee.id });
    return isBilled(fee) || fee.waivedBecause === 'rebooked';
  };
