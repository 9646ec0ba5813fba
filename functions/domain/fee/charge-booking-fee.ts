import type { AppointmentBooked, FeeOwed } from '../../contracts/events.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Businesses } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { backOffSeconds, isForLater, keyVersionAfter } from './back-off.ts';
import { type CollectionDeps, collectFee } from './collect-fee.ts';
import { isClaimed } from './fee.ts';

export type ChargeDeps = CollectionDeps & {
  readonly appointments: Pick<Appointments, 'find'>;
  readonly businesses: Businesses;
};

export type ChargeOutcome =
  | 'charged'
  | 'declined'
  | 'waived'
  | 'settled_before'
  /** Somebody of the business made the appointment: there is no fee, and never was. */
  | 'not_billable'
  | 'held_by_another'
  | 'later';

/**
 * Charges the fee of an appointment, once, however often and by however many it is asked to. What the vendor cannot do
 * now stays owed and wakes by itself; what it will never do stays owed and refuses with `vendor_refused`.
 */
export const chargeBookingFee = (deps: ChargeDeps) => {
  const collect = collectFee(deps);

  return async (event: AppointmentBooked | FeeOwed): Promise<ChargeOutcome> => {
    const { businessId, appointmentId } = event;
    const fee = await deps.fees.find(businessId, appointmentId);
    if (!fee) {
      const made = await deps.appointments.find(businessId, appointmentId);
      if (made?.madeBy !== undefined) return 'not_billable';
      throw new Refusal('appointment_not_found', { appointmentId, missing: 'fee' });
    }
    if (fee.state !== 'owed') return 'settled_before';
    if (isClaimed(fee, deps.clock.now())) return 'held_by_another';
    const [appointment, business] = await Promise.all([
      deps.appointments.find(businessId, appointmentId),
      deps.businesses.find(businessId),
    ]);
    if (!appointment) throw new Refusal('appointment_not_found', { appointmentId });
    if (!business) throw new Refusal('business_not_found', { businessId });

    const claimed = await deps.fees.claim(fee, deps.clock.now());
    if (!claimed) return 'held_by_another';
    try {
      const settlement = await collect(claimed, appointment, business);
      await deps.fees.finish(claimed, settlement);
      return settlement.state;
    } catch (error) {
      if (!isForLater(error)) throw error;
      await deps.fees.release(claimed, {
        wakeAtMs: deps.clock.now() + backOffSeconds(claimed.attempt ?? 1, error) * 1000,
        keyVersion: keyVersionAfter(claimed.keyVersion ?? 1, error),
      });
      if (error.code === 'vendor_refused') throw error;
      return 'later';
    }
  };
};
