import { type Appointment, endsAtMs } from '../appointment/appointment.ts';
import type { Profile } from '../business/business.ts';
import type { Call } from '../call/call.ts';
import type { Fee } from '../fee/fee.ts';
import type { Span } from '../usage/month.ts';
import { netCents } from './money.ts';
import { roiOf } from './roi.ts';
import { hasReached, isTestCall } from './stages.ts';

/** The rows of a period, and nothing of another one. */
export type PeriodRows = {
  readonly calls: readonly Call[];
  /** Of bookings that the agent made; each has one. */
  readonly fees: readonly Fee[];
  /** What is there of those that its calls and fees name. */
  readonly appointments: ReadonlyMap<string, Appointment>;
  /** undefined: nothing is known to be paid. */
  readonly subscriptionCents: number | undefined;
};

export const MEANS = {
  answered: 'calls, other than test calls, that the agent picked up',
  qualified: 'answered calls in which the agent was asked for a time, an appointment or a text',
  booked: 'answered calls in which an appointment was made',
  kept: 'booked calls with an appointment that was not cancelled and is over; whether the customer was there is not known',
} as const;

/** Nobody outside of the business wanted these. */
const OWN_BOOKINGS: readonly (string | undefined)[] = ['test_call', 'owner_call'];
export const isOfCustomer = ({ waivedBecause }: Pick<Fee, 'waivedBecause'>): boolean =>
  !OWN_BOOKINGS.includes(waivedBecause);

const stateOf = (appointment: Appointment, nowMs: number) => {
  if (appointment.status === 'cancelled') return 'cancelled';
  return endsAtMs(appointment) <= nowMs ? 'kept' : 'to come';
};

const known = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** All figures of a period, each with what leads to its rows. */
export const periodFigures = (
  business: Pick<Profile, 'services' | 'jobValueCents'>,
  { calls: all, fees, appointments, subscriptionCents }: PeriodRows,
  { from, until }: Span,
  nowMs: number,
) => {
  const span = { from, until };
  const calls = all.filter((call) => !isTestCall(call));
  const reached = (stage: 'answered' | 'qualified' | 'booked') => ({
    name: stage,
    count: calls.filter((call) => hasReached(stage, call)).length,
    means: MEANS[stage],
    rows: { list: 'calls' as const, ...span, stage },
  });
  const isIn = (id: string, state: ReturnType<typeof stateOf>) => {
    const found = appointments.get(id);
    return found !== undefined && stateOf(found, nowMs) === state;
  };
  const booked = calls.filter((call) => hasReached('booked', call));
  const kept = booked.filter(({ appointmentIds }) => appointmentIds.some((id) => isIn(id, 'kept')));
  const toCome = booked.filter(({ appointmentIds }) => appointmentIds.some((id) => isIn(id, 'to come')));

  const bookings = fees.filter(isOfCustomer);
  const named = bookings.flatMap(({ appointmentId }) => appointments.get(appointmentId) ?? []);
  const byService = [...Map.groupBy(named, ({ serviceId }) => serviceId)]
    .map(([serviceId, these]) => ({
      serviceId,
      name: these[0]?.serviceName ?? serviceId,
      bookings: these.length,
      kept: these.filter((one) => stateOf(one, nowMs) === 'kept').length,
      cancelled: these.filter((one) => stateOf(one, nowMs) === 'cancelled').length,
      rows: { list: 'appointments' as const, ids: these.map(({ id }) => id) },
    }))
    .toSorted((one, other) => other.bookings - one.bookings || (one.serviceId < other.serviceId ? -1 : 1));
  const lengths = known(calls.map(({ durationMs }) => durationMs));
  const costs = known(calls.map(({ costMicros }) => costMicros));
  const feesCents = sumOf(bookings.map(netCents));
  return {
    ...span,
    calls: {
      count: calls.length,
      testCalls: all.length - calls.length,
      rows: { list: 'calls' as const, ...span },
    },
    funnel: [
      reached('answered'),
      reached('qualified'),
      reached('booked'),
      {
        name: 'kept' as const,
        count: kept.length,
        means: MEANS.kept,
        rows: {
          list: 'appointments' as const,
          ids: kept.flatMap(({ appointmentIds }) => appointmentIds.filter((id) => isIn(id, 'kept'))),
        },
      },
    ],
    toCome: toCome.length,
    averageCallMs: lengths.length === 0 ? null : Math.round(sumOf(lengths) / lengths.length),
    callCostMicros: costs.length === 0 ? null : sumOf(costs),
    bookings: { count: bookings.length, feesCents, rows: { list: 'fees' as const, ...span } },
    byService,
    roi: roiOf(business, byService, { feesCents, subscriptionCents }),
  };
};
