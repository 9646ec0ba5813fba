import type { BusinessId } from '../../contracts/ids.ts';
import { FURTHEST_DAYS } from '../appointment/place-wanted.ts';
import { serviceOf } from '../business/business.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { freeStarts } from './availability.ts';
import type { DayDocuments } from './ports.ts';
import { cellAt } from './quarters.ts';
import { addDays, localDateTime, localTimeAt } from './zone.ts';

export type FreeTimesWanted = {
  readonly service: string;
  /** ISO instants, the second one excluded. */
  readonly from: string;
  readonly until: string;
  readonly crew?: string | undefined;
  readonly limit: number;
};

export type FreeTime = { readonly startsAt: string; readonly localStart: string; readonly crewId: string };

/**
 * When a service can begin within opening hours, each time with the first crew member who is free: for who works there,
 * whom notice and horizon do not bind. Refuses with `unknown_service`, or with the field where a crew member is unknown.
 */
export const findFreeTimes =
  (deps: { readonly settings: Pick<Settings, 'find'>; readonly days: DayDocuments }) =>
  async (
    businessId: BusinessId,
    wanted: FreeTimesWanted,
    nowMs: number,
  ): Promise<{ readonly items: readonly FreeTime[]; readonly hasMore: boolean }> => {
    const business = await deps.settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const service = serviceOf(business, wanted.service);
    if (!service) throw new Refusal('unknown_service');
    const crews = business.crews.filter(({ id }) => wanted.crew === undefined || id === wanted.crew);
    if (crews.length === 0) throw new Refusal('invalid_arguments', { fields: ['crew'] });

    const { zone, dayOffsetMinutes } = business;
    const [fromMs, untilMs] = [Date.parse(wanted.from), Date.parse(wanted.until)];
    const first = cellAt(fromMs, dayOffsetMinutes).day;
    // What begins on the last evening may go on into the day after it.
    const last = addDays(cellAt(untilMs, dayOffsetMinutes).day, 1);
    const starts = freeStarts({
      business: { ...business, crews, noticeMinutes: 0, horizonDays: FURTHEST_DAYS },
      service,
      days: await deps.days.read(businessId, first, last),
      fromDate: localTimeAt(zone, fromMs).date,
      toDate: localTimeAt(zone, untilMs).date,
      nowMs,
    }).filter(({ startsAtMs }) => startsAtMs >= fromMs && startsAtMs < untilMs && startsAtMs > nowMs);
    const items = starts.slice(0, wanted.limit).map(({ startsAtMs, crewId }) => ({
      startsAt: new Date(startsAtMs).toISOString(),
      localStart: localDateTime(zone, startsAtMs),
      crewId,
    }));
    return { items, hasMore: starts.length > wanted.limit };
  };
