import type { Profile, Service } from '../business/business.ts';
import { openingsOn, openUntil } from './openings.ts';
import { cellsOf } from './quarters.ts';
import { addDays, localTimeAt } from './zone.ts';

/** What is taken on a day: our appointments and, kept apart from them, outside busy time. */
export type DayDocument = {
  /** `YYYY-MM-DD` at the business's fixed offset. */
  readonly day: string;
  isTaken(crewId: string, quarter: number): boolean;
};

/** A start that one crew member has free for the whole service. */
export type FreeStart = { readonly startsAtMs: number; readonly crewId: string; readonly date: string };

/** A start at which one crew member turned out not to be free for this service. */
export type RefusedStart = Pick<FreeStart, 'startsAtMs' | 'crewId'>;

export type AvailabilityQuery = {
  readonly business: Profile;
  readonly service: Service;
  /** Days without a document are free. */
  readonly days: ReadonlyMap<string, DayDocument>;
  /** Local dates, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly nowMs: number;
  /** Known to be taken, though the days may have been read before they show it. */
  readonly refused?: RefusedStart | undefined;
};

const MINUTE_MS = 60_000;

/** The first crew member, in the business's order, who is free for the whole span. */
const crewFreeAt = (query: AvailabilityQuery, startsAtMs: number): string | undefined => {
  const cells = cellsOf(startsAtMs, query.service.durationMinutes, query.business.dayOffsetMinutes);
  const { refused } = query;
  return query.business.crews.find(
    (crew) =>
      !(refused?.startsAtMs === startsAtMs && refused.crewId === crew.id) &&
      cells.every(({ day, quarters }) => {
        const document = query.days.get(day);
        return !document || quarters.every((quarter) => !document.isTaken(crew.id, quarter));
      }),
  )?.id;
};

/**
 * Free starts in order of time: within opening hours for the whole service, after notice, before the horizon. A start
 * belongs to the date the wall clock shows then, so that half past midnight is found on the day a caller means by it.
 */
export const freeStarts = (query: AvailabilityQuery): FreeStart[] => {
  const { business, service, nowMs } = query;
  const earliest = nowMs + business.noticeMinutes * MINUTE_MS;
  const latest = nowMs + business.horizonDays * 24 * 60 * MINUTE_MS;
  /** By start: hours that overlap make no time twice. */
  const found = new Map<number, FreeStart>();
  // The night before may still be open after midnight.
  for (let day = addDays(query.fromDate, -1); day <= query.toDate; day = addDays(day, 1)) {
    const openings = openingsOn(business, day);
    const onward = [...openings, ...openingsOn(business, addDays(day, 1))];
    for (const { startMs, endMs } of openings) {
      const lastStart = Math.min(openUntil(endMs, onward) - service.durationMinutes * MINUTE_MS, latest);
      for (let at = startMs; at < endMs && at <= lastStart; at += business.startEveryMinutes * MINUTE_MS) {
        if (at < earliest || found.has(at)) continue;
        const { date } = localTimeAt(business.zone, at);
        if (date < query.fromDate || date > query.toDate) continue;
        const crewId = crewFreeAt(query, at);
        if (crewId !== undefined) found.set(at, { startsAtMs: at, crewId, date });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.startsAtMs - b.startsAtMs);
};
