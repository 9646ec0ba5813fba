import { addDays, instantsOf, localTimeAt } from '../schedule/zone.ts';

/** Minutes of a local day. Sellers may not ring before and after (47 CFR 64.1200(c)(1)); nor do we where nobody waits for it. */
const FROM = 8 * 60;
const UNTIL = 21 * 60;

/** The first instant (milliseconds) from then on at which a text wakes nobody in that zone. */
export const inDaytime = (zone: string, nowMs: number): number => {
  const { date, minutes } = localTimeAt(zone, nowMs);
  if (minutes >= FROM && minutes < UNTIL) return nowMs;
  const [morning] = instantsOf(zone, minutes < FROM ? date : addDays(date, 1), FROM);
  return morning ?? nowMs;
};
