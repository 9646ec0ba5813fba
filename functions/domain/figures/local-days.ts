import { addDays, localTimeAt } from '../schedule/zone.ts';
import { beginningOf, type Span } from '../usage/month.ts';

/** Some dates by the clock of a zone, the last one included: days of 23, 24 or 25 hours, or of 24 and a half. */
export const datesIn = (zone: string, first: string, last: string): Span => ({
  from: beginningOf(zone, first),
  until: beginningOf(zone, addDays(last, 1)),
});

/** The date that the clock there shows at an instant. */
export const dateAt = (zone: string, instant: string | number): string =>
  localTimeAt(zone, typeof instant === 'number' ? instant : Date.parse(instant)).date;

/** `instant`: ISO, as rows have it. */
export const isWithin = ({ from, until }: Span, instant: string | undefined): boolean =>
  instant !== undefined && Date.parse(instant) >= Date.parse(from) && Date.parse(instant) < Date.parse(until);
