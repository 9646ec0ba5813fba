import type { AppointmentId } from '../../contracts/ids.ts';
import { type Appointment, isCalledOffByCustomer, isLive } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Business } from '../business/business.ts';
import type { Calls } from '../call/ports.ts';
import { idsIn } from '../customer/customer.ts';
import { toE164 } from '../customer/phone.ts';
import type { Customers } from '../customer/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Fee } from '../fee/fee.ts';
import type { Fees } from '../fee/ports.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import { type ContestFacts, DUPLICATE_WITHIN_DAYS } from './contest-rules.ts';

export type FactsDeps = {
  readonly appointments: Pick<Appointments, 'find'>;
  readonly calls: Pick<Calls, 'find'>;
  readonly customers: Pick<Customers, 'find'>;
  readonly fees: Pick<Fees, 'find'>;
};

const WITHIN_MS = DUPLICATE_WITHIN_DAYS * 86_400_000;

const isSameJob = (one: Appointment, other: Appointment): boolean =>
  other.id !== one.id &&
  isLive(other) &&
  other.serviceId === one.serviceId &&
  Math.abs(Date.parse(other.bookedAt) - Date.parse(one.bookedAt)) <= WITHIN_MS;

/** One that was not billed, has gone back or is contested itself stands for nobody else's fee. */
const isBilled = (fee: Fee | undefined): boolean =>
  fee !== undefined &&
  fee.state !== 'waived' &&
  fee.contested === undefined &&
  givenBackCents(fee) < fee.amountCents;

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

/** A customer who asked the business to cancel is put down by the business as `customer_asked`. */
const calledOffAt = (appointment: Appointment): string | undefined => {
  const { cancelledAt, cancelledBecause, startsAt } = appointment;
  const isTheirs = isCalledOffByCustomer(appointment) || cancelledBecause === 'customer_asked';
  return isTheirs && cancelledAt !== undefined && isBefore(cancelledAt, startsAt) ? cancelledAt : undefined;
};

/** What our own records say of the booking that a fee is for. */
export const gatherFacts = (deps: FactsDeps, ids: DerivedIds) => {
  const duplicateOf = async (appointment: Appointment): Promise<AppointmentId | undefined> => {
    const { businessId, customer } = appointment;
    const known = await deps.customers.find(businessId, ids.customer(businessId, customer.phone));
    const others = await Promise.all(
      idsIn(known?.appointments ?? []).map((id) => deps.appointments.find(businessId, id as AppointmentId)),
    );
    for (const other of others) {
      if (!other || !isSameJob(appointment, other)) continue;
      if (isBilled(await deps.fees.find(businessId, other.id))) return other.id;
    }
    return undefined;
  };

  return async (fee: Fee, business: Pick<Business, 'owner'>): Promise<ContestFacts> => {
    const { businessId, appointmentId, evidence } = fee;
    const [appointment, call] = await Promise.all([
      deps.appointments.find(businessId, appointmentId),
      deps.calls.find(businessId, evidence.callId),
    ]);
    const from = call?.from && (toE164(call.from) ?? call.from);
    return {
      duplicateOf: appointment && (await duplicateOf(appointment)),
      calledOffAt: appointment && calledOffAt(appointment),
      isTestCall: call?.callType === 'web_call',
      isOwnersCall: from !== undefined && business.owner.phones.includes(from),
      callDurationMs: call?.durationMs,
      callerSpoke: call?.userSpoke,
    };
  };
};
