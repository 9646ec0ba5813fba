import { instantsOf } from '../schedule/zone.ts';

/** From and until, both ISO instants, the second one excluded. */
export type Span = { readonly from: string; readonly until: string };

const QUARTER_MINUTES = 15;
/** Long enough for a date that a zone once skipped, crossing the date line. */
const TWO_DAYS_MINUTES = 2 * 1440;

/** The first instant of a date by the clock there, or of the next where the clocks jumped over its beginning. */
export const beginningOf = (zone: string, date: string): string => {
  for (let minutes = 0; minutes <= TWO_DAYS_MINUTES; minutes += QUARTER_MINUTES) {
    const [first] = instantsOf(zone, date, minutes);
    if (first !== undefined) return new Date(first).toISOString();
  }
  throw new Error(`${date} never begins in ${zone}`);
};

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};

/** A month (`YYYY-MM`) by the clock of a zone: an hour shorter in spring, longer in autumn. */
export const monthIn = (zone: string, month: string): Span => ({
  from: beginningOf(zone, `${month}-01`),
  until: beginningOf(zone, `${monthAfter(month)}-01`),
});
