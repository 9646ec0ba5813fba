import type { Business } from '../business/business.ts';
import { QUARTER_MINUTES } from '../business/business.ts';
import { addDays, instantsOf, localTimeAt, minutesOf, weekdayOf } from './zone.ts';

/** A span of time, in UTC milliseconds; the end is not part of it. */
export type Span = { readonly startMs: number; readonly endMs: number };

const MIDNIGHT = 24 * 60;
/** No zone has ever skipped more wall time than this in one change of its clocks, save for a change of date line. */
const LONGEST_GAP_QUARTERS = 12;

/** The instant of a wall time, or the first one after the gap that swallowed it. */
const firstInstantFrom = (zone: string, date: string, minutes: number): number[] => {
  for (let step = 0; step <= LONGEST_GAP_QUARTERS; step += 1) {
    const found = instantsOf(zone, date, minutes + step * QUARTER_MINUTES);
    if (found.length > 0) return found;
  }
  return [];
};

/**
 * When the business is open on a local date, by its weekly hours. A span that opens where the clock shows that time
 * twice opens at the first; one that closes there closes at the second.
 */
export const openingsOn = (business: Pick<Business, 'hours' | 'zone'>, date: string): Span[] => {
  const weekday = weekdayOf(date);
  return business.hours
    .filter((span) => span.weekday === weekday)
    .flatMap((span) => {
      const opens = minutesOf(span.opens);
      const closes = minutesOf(span.closes);
      const startMs = firstInstantFrom(business.zone, date, opens).at(0);
      const endMs = firstInstantFrom(business.zone, date, closes > opens ? closes : closes + MIDNIGHT).at(-1);
      return startMs !== undefined && endMs !== undefined && startMs < endMs ? [{ startMs, endMs }] : [];
    })
    .sort((a, b) => a.startMs - b.startMs);
};

/**
 * Until when the business stays open from the end of one span on: spans that touch are one, across midnight too, so that
 * a job may go on from one into the next.
 */
export const openUntil = (endMs: number, spans: readonly Span[]): number =>
  spans.reduce((until, span) => (span.startMs <= until && span.endMs > until ? span.endMs : until), endMs);

/** Whether the business is open for all of so many minutes from an instant on. */
export const isOpenFor = (
  business: Pick<Business, 'hours' | 'zone'>,
  startsAtMs: number,
  minutes: number,
): boolean => {
  const { date } = localTimeAt(business.zone, startsAtMs);
  // The night before may still be open after midnight, and a day may go on into the next.
  const spans = [addDays(date, -1), date, addDays(date, 1)].flatMap((day) => openingsOn(business, day));
  return spans.some(
    ({ startMs, endMs }) =>
      startMs <= startsAtMs && startsAtMs < endMs && startsAtMs + minutes * 60_000 <= openUntil(endMs, spans),
  );
};
