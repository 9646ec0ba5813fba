import { addDays, isDay } from '../../ui/wall-time.ts';

/** The most days that the API counts at once. */
export const MOST_DAYS = 92;

/** Other days than these the API takes for a mistake. */
const FIRST = '2020-01-01';
const END = '2100-01-01';

export const CHOICES = ['7', '30', '90', 'this-month', 'last-month'] as const;
type Choice = (typeof CHOICES)[number];

/** What the address says of the days: one of the choices, or dates of one's own, the second one excluded. */
export type PeriodSearch = { readonly days?: Choice; readonly from?: string; readonly until?: string };

export type Dates = { readonly from: string; readonly until: string };

const lengthOf = ({ from, until }: Dates): number => (Date.parse(until) - Date.parse(from)) / 86_400_000;

/** What is wrong with dates, if anything is. */
export const faultOf = (dates: Dates): 'order' | 'many' | undefined => {
  const length = lengthOf(dates);
  if (length < 1) return 'order';
  return length > MOST_DAYS ? 'many' : undefined;
};

/** Whatever somebody has made of an address: what is not understood is left out. */
export const readPeriod = (search: Record<string, unknown>): PeriodSearch => {
  const { from, until } = search;
  const isOurs = isDay(from) && isDay(until) && from >= FIRST && until < END;
  if (isOurs && faultOf({ from, until }) === undefined) return { from, until };
  // A number in an address is read as one.
  const days = CHOICES.find((choice) => choice === String(search.days));
  return days === undefined ? {} : { days };
};

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The dates of a choice; `today`: by the clock of the business. */
export const datesOf = ({ days = '30', from, until }: PeriodSearch, today: string): Dates => {
  if (from !== undefined && until !== undefined) return { from, until };
  const tomorrow = addDays(today, 1);
  if (days === 'this-month') return { from: firstOfMonth(today), until: tomorrow };
  if (days === 'last-month')
    return { from: firstOfMonth(addDays(firstOfMonth(today), -1)), until: firstOfMonth(today) };
  return { from: addDays(tomorrow, -Number(days)), until: tomorrow };
};
