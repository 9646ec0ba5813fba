import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import { type Appointment, isLive } from '../appointment/appointment.ts';
import { FURTHEST_DAYS } from '../appointment/place-wanted.ts';
import type { Appointments } from '../appointment/ports.ts';
import { type Service, serviceOf } from '../business/business.ts';
import type { Described, Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { freeStarts } from './availability.ts';
import type { DayDocuments } from './ports.ts';
import { cellAt } from './quarters.ts';
import { withoutOwn } from './without-own.ts';
import { addDays, localDateTime, localTimeAt } from './zone.ts';

export type FreeTimesWanted = {
  readonly service: string;
  /** ISO instants, the second one excluded. */
  readonly from: string;
  readonly until: string;
  readonly crew?: string | undefined;
  /** An appointment that is to be moved: its own time is free for it. */
  readonly moving?: AppointmentId | undefined;
  readonly limit: number;
};

export type FreeTime = { readonly startsAt: string; readonly localStart: string; readonly crewId: string };

export type FreeTimesDeps = {
  readonly settings: Pick<Settings, 'find'>;
  readonly days: DayDocuments;
  readonly appointments: Pick<Appointments, 'find'>;
};

/** As it was booked, whatever has become of the service since. */
const bookedAs = ({ serviceId, serviceName, durationMinutes }: Appointment): Service => ({
  id: serviceId,
  name: serviceName,
  durationMinutes,
});

const serviceWanted = (business: Described, said: string, moved: Appointment | undefined): Service => {
  const service = moved ? bookedAs(moved) : serviceOf(business, said);
  if (!service) throw new Refusal('unknown_service');
  return service;
};

/**
 * When a service can begin within opening hours, each time with the first crew member who is free: for who works there,
 * whom notice and horizon do not bind. Refuses with `unknown_service`, with `appointment_not_found` where there is none to be
 * moved, or with the field where a crew member is unknown.
 */
export const findFreeTimes =
  (deps: FreeTimesDeps) =>
  async (
    businessId: BusinessId,
    wanted: FreeTimesWanted,
    nowMs: number,
  ): Promise<{ readonly items: readonly FreeTime[]; readonly hasMore: boolean }> => {
    const [business, moved] = await Promise.all([
      deps.settings.find(businessId),
      wanted.moving === undefined ? undefined : deps.appointments.find(businessId, wanted.moving),
    ]);
    if (!business) throw new Refusal('business_not_found');
    if (wanted.moving !== undefined && !(moved && isLive(moved))) throw new Refusal('appointment_not_found');
    const service = serviceWanted(business, wanted.service, moved);
    const crews = business.crews.filter(({ id }) => wanted.crew === undefined || id === wanted.crew);
    if (crews.length === 0) throw new Refusal('invalid_arguments', { fields: ['crew'] });

    const { zone, dayOffsetMinutes } = business;
    const [fromMs, untilMs] = [Date.parse(wanted.from), Date.parse(wanted.until)];
    const first = cellAt(fromMs, dayOffsetMinutes).day;
    // What begins on the last evening may go on into the day after it.
    const last = addDays(cellAt(untilMs, dayOffsetMinutes).day, 1);
    const taken = await deps.days.read(businessId, first, last);
    const isWhereItIs = ({ startsAtMs, crewId }: { startsAtMs: number; crewId: string }): boolean =>
      moved?.crewId === crewId && Date.parse(moved.startsAt) === startsAtMs;
    const starts = freeStarts({
      business: { ...business, crews, noticeMinutes: 0, horizonDays: FURTHEST_DAYS },
      service,
      days: moved ? withoutOwn(taken, moved, dayOffsetMinutes) : taken,
      fromDate: localTimeAt(zone, fromMs).date,
      toDate: localTimeAt(zone, untilMs).date,
      nowMs,
    }).filter(
      (start) =>
        start.startsAtMs >= fromMs &&
        start.startsAtMs < untilMs &&
        start.startsAtMs > nowMs &&
        !isWhereItIs(start),
    );
    const items = starts.slice(0, wanted.limit).map(({ startsAtMs, crewId }) => ({
      startsAt: new Date(startsAtMs).toISOString(),
      localStart: localDateTime(zone, startsAtMs),
      crewId,
    }));
    return { items, hasMore: starts.length > wanted.limit };
  };
