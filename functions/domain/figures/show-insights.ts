import { DEFAULT_DAYS } from '../../contracts/api/insights.ts';
import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Call } from '../call/call.ts';
import { Refusal } from '../errors.ts';
import type { Fee } from '../fee/fee.ts';
import { addDays, localTimeAt } from '../schedule/zone.ts';
import { allOf } from '../usage/all-of.ts';
import type { Span } from '../usage/month.ts';
import { beganAt } from './answered.ts';
import { isWhole } from './is-whole.ts';
import { dateAt, datesIn, isWithin } from './local-days.ts';
import { netCents, subscriptionCents } from './money.ts';
import { isOfCustomer, periodFigures } from './period-figures.ts';
import type { FigureSources } from './ports.ts';
import { isTestCall } from './stages.ts';

/** Of calls and of bookings, of both periods together: twenty calls a day in the longest there are. */
export const MOST_ROWS = 4000;
/** Pages of a thousand: rows are read all at once, by an owner who waits. */
const READ = { page: 1000, mostRows: MOST_ROWS };
const DAY_MS = 86_400_000;

const createdAt = (fee: Fee): string => fee.createdAt;

const byHourOf = (zone: string, calls: readonly Call[]) => {
  const cells = Map.groupBy(calls, (call) => {
    const { weekday, minutes } = localTimeAt(zone, Date.parse(beganAt(call) ?? ''));
    return weekday * 24 + Math.floor(minutes / 60);
  });
  return [...cells]
    .toSorted(([one], [other]) => one - other)
    .map(([cell, these]) => ({ weekday: Math.floor(cell / 24), hour: cell % 24, calls: these.length }));
};

export type InsightsWanted = { readonly from?: string | undefined; readonly until?: string | undefined };

/**
 * What became of calls in some local days (`until` excluded) and in as many before, counted from the rows at each request.
 * Refuses with `business_not_found`.
 */
export const showInsights =
  ({ settings, lists, invoices, appointments }: FigureSources) =>
  async (businessId: BusinessId, wanted: InsightsWanted, nowMs: number) => {
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const { zone } = business;
    const untilDate = wanted.until ?? addDays(dateAt(zone, nowMs), 1);
    const fromDate = wanted.from ?? addDays(untilDate, -DEFAULT_DAYS);
    const length = (Date.parse(untilDate) - Date.parse(fromDate)) / DAY_MS;
    const before = { fromDate: addDays(fromDate, -length), untilDate: fromDate };
    const spanOf = (first: string, until: string) => datesIn(zone, first, addDays(until, -1));
    const [now, then] = [spanOf(fromDate, untilDate), spanOf(before.fromDate, before.untilDate)];

    const both = { from: then.from, until: now.until };
    const [calls, fees, paid] = await Promise.all([
      allOf((page) => lists.calls(businessId, page), both, READ),
      allOf((page) => lists.fees(businessId, page), both, READ),
      invoices.all(businessId),
    ]);
    const ids = new Set<AppointmentId>([
      ...fees.items.map(({ appointmentId }) => appointmentId),
      ...calls.items.flatMap(({ appointmentIds }) => appointmentIds),
    ]);
    const found = await Promise.all([...ids].map((id) => appointments.find(businessId, id)));
    const known = new Map<string, Appointment>(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));

    const figuresOf = (span: Span) => ({
      ...periodFigures(
        business,
        {
          calls: calls.items.filter((call) => isWithin(span, beganAt(call))),
          fees: fees.items.filter((fee) => isWithin(span, createdAt(fee))),
          appointments: known,
          subscriptionCents: subscriptionCents(paid, span),
        },
        span,
        nowMs,
      ),
      isComplete: isWhole(calls, beganAt, span) && isWhole(fees, createdAt, span),
    });
    const shown = calls.items.filter((call) => isWithin(now, beganAt(call)) && !isTestCall(call));
    const callsOn = Map.groupBy(shown, (call) => dateAt(zone, beganAt(call) ?? ''));
    const bookings = fees.items.filter((fee) => isWithin(now, createdAt(fee)) && isOfCustomer(fee));
    const bookingsOn = Map.groupBy(bookings, (fee) => dateAt(zone, createdAt(fee)));
    return {
      zone,
      period: { fromDate, untilDate, ...figuresOf(now) },
      previous: { ...before, ...figuresOf(then) },
      days: Array.from({ length }, (_, index) => {
        const date = addDays(fromDate, index);
        const ofDay = bookingsOn.get(date) ?? [];
        return {
          date,
          ...datesIn(zone, date, date),
          calls: callsOn.get(date)?.length ?? 0,
          bookings: ofDay.length,
          feesCents: ofDay.reduce((sum, fee) => sum + netCents(fee), 0),
        };
      }),
      byHour: byHourOf(zone, shown),
      mostRows: MOST_ROWS,
    };
  };
