import type { CustomerId } from '../../contracts/api/customers.ts';
import type { AppointmentId, BusinessId, CallId } from '../../contracts/ids.ts';
import { MOST_IN_SIGHT } from '../../contracts/retention.ts';
import type { DerivedIds } from '../derived-ids.ts';

/** `‹ISO instant›#‹id›`, so that the latest is the greatest. */
type Sight = string;

/** Whom a business has to do with, by their phone number. */
export type Customer = {
  readonly v: 1;
  readonly id: CustomerId;
  readonly businessId: BusinessId;
  /** E.164. */
  readonly phone: string;
  /** As given with the latest booking; one who has only called has none. */
  readonly name?: string | undefined;
  /** ISO instant of that booking. */
  readonly namedAt?: string | undefined;
  /** ISO instants of the first and the latest call or booking. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** The latest of each, the latest first. A call that led to one of the appointments may stand for itself or not. */
  readonly calls: readonly Sight[];
  readonly appointments: readonly Sight[];
  /** Rises with every change. */
  readonly epoch: number;
};

/** That somebody called, or that something was booked for them. */
export type Sighting = {
  readonly businessId: BusinessId;
  /** E.164. */
  readonly phone: string;
  /** ISO instant at which the call began, or at which it was booked. */
  readonly at: string;
} & ({ readonly callId: CallId } | { readonly appointmentId: AppointmentId; readonly name: string });

const withOneMore = (sights: readonly Sight[], at: string, id: string): Sight[] =>
  [...new Set([...sights, `${at}#${id}`])].toSorted().toReversed().slice(0, MOST_IN_SIGHT);

export const idsIn = (sights: readonly Sight[]): string[] =>
  sights.map((sight) => sight.slice(sight.indexOf('#') + 1));

type Known = Pick<Customer, 'calls' | 'appointments' | 'epoch'> & Partial<Customer>;
const NOBODY: Known = { calls: [], appointments: [], epoch: 0 };

/**
 * The customer with what a sighting adds; undefined where it adds nothing. Sightings come in any order and repeatedly,
 * and always make the same customer: what happened last by its own instant stands.
 */
export const afterSeeing = (
  ids: DerivedIds,
  known: Customer | undefined,
  seen: Sighting,
): Customer | undefined => {
  const { businessId, phone, at } = seen;
  const before: Known = known ?? NOBODY;
  const calls = 'callId' in seen ? withOneMore(before.calls, at, seen.callId) : before.calls;
  const isBooking = 'appointmentId' in seen;
  const appointments = isBooking
    ? withOneMore(before.appointments, at, seen.appointmentId)
    : before.appointments;
  // Of two bookings at one instant, that with the greater name: any rule will do that does not ask which came first.
  const isNamed = isBooking && `${at}#${seen.name}` > `${before.namedAt ?? ''}#${before.name ?? ''}`;
  const after: Customer = {
    v: 1,
    id: ids.customer(businessId, phone),
    businessId,
    phone,
    name: isNamed ? seen.name : before.name,
    namedAt: isNamed ? at : before.namedAt,
    firstAt: before.firstAt !== undefined && before.firstAt < at ? before.firstAt : at,
    lastAt: before.lastAt !== undefined && before.lastAt > at ? before.lastAt : at,
    calls,
    appointments,
    epoch: before.epoch + 1,
  };
  const isNews =
    known === undefined ||
    isNamed ||
    after.firstAt !== known.firstAt ||
    after.lastAt !== known.lastAt ||
    after.calls.join() !== known.calls.join() ||
    after.appointments.join() !== known.appointments.join();
  return isNews ? after : undefined;
};
