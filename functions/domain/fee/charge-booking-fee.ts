import type { AppointmentBooked, FeeOwed } from '../../contracts/events.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Businesses } from '../business/ports.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import { type CollectionDeps, collectFee } from './collect-fee.ts';
import { type Fee, isClaimed } from './fee.ts';

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

const BACK_OFF_SECONDS = [30, 60, 120, 300, 900, 3600] as const;
/** Somebody has to look into a refusal: the dead letter says so at once, and again each day until it is put right. */
const REFUSED_BACK_OFF_SECONDS = 86_400;

/** Nothing is broken: the vendor cannot, will not or does not say, or the fee before this one is not settled yet. */
const LATER: readonly RefusalCode[] = [
  'vendor_refused',
  'vendor_unavailable',
  'vendor_outcome_unknown',
  'busy_try_again',
];
const isForLater = (error: unknown): error is Refusal =>
  error instanceof Refusal && LATER.includes(error.code);

const backOffMs = (fee: Fee, refusal: Refusal): number => {
  if (refusal.code === 'vendor_refused') return REFUSED_BACK_OFF_SECONDS * 1000;
  const step = Math.min(fee.attempt ?? 1, BACK_OFF_SECONDS.length) - 1;
  return (BACK_OFF_SECONDS[step] ?? REFUSED_BACK_OFF_SECONDS) * 1000;
};

/**
 * Under the same keys a vendor repeats an answered failure for a day. Having looked, we may ask under new ones: and only
 * then, because a request that we gave up on may land under the old ones while we go on.
 */
const keyVersionAfter = (fee: Fee, refusal: Refusal): number =>
  (fee.keyVersion ?? 1) +
  (refusal.code === 'vendor_outcome_unknown' && refusal.facts.answered === true ? 1 : 0);

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
        wakeAtMs: deps.clock.now() + backOffMs(claimed, error),
        keyVersion: keyVersionAfter(claimed, error),
      });
      if (error.code === 'vendor_refused') throw error;
      return 'later';
    }
  };
};
