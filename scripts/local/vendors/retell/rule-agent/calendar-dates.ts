/** Calendar dates as `YYYY-MM-DD`: no instants, no zone. */
export type LocalDate = string;

export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const DAY_MS = 86_400_000;
const utc = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);

export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(utc(date) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (date: LocalDate): number => new Date(utc(date)).getUTCDay();

/** undefined for a day that month does not have. `month` counts from 1. */
export const dateOf = (year: number, month: number, day: number): LocalDate | undefined => {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? undefined : date;
};

/** The first such day from today on, in this year or the next. */
export const monthDay = (today: LocalDate, month: number, day: number): LocalDate | undefined => {
  const year = Number(today.slice(0, 4));
  const candidates = [dateOf(year, month, day), dateOf(year + 1, month, day)];
  return candidates.find((date) => date !== undefined && date >= today);
};

/** The first such day of a month from today on. */
export const dayOfMonth = (today: LocalDate, day: number): LocalDate | undefined => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const candidates = [0, 1, 2].map((ahead) => {
    const months = month - 1 + ahead;
    return dateOf(year + Math.floor(months / 12), (months % 12) + 1, day);
  });
  return candidates.find((date) => date !== undefined && date >= today);
};

/** First and last day of that month (from 1), this year or next; never before today. */
export const wholeMonth = (today: LocalDate, month: number): { from: LocalDate; to: LocalDate } => {
  const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
  const first = dateOf(year, month, 1) as LocalDate;
  const next = dateOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1) as LocalDate;
  return { from: first < today ? today : first, to: addDays(next, -1) };
};

/** Monday of the week that many weeks after today's; weeks begin on Monday, as people speak of them. */
export const mondayOf = (today: LocalDate, weeksAhead: number): LocalDate =>
  addDays(today, -((weekdayOf(today) + 6) % 7) + weeksAhead * 7);

/** `Monday, November 23, 2026` → `2026-11-23`. */
export const readToday = (spoken: string): LocalDate | undefined => {
  const match = /([a-z]+) (\d{1,2}),? (\d{4})/i.exec(spoken);
  const month = MONTHS.indexOf(match?.[1]?.toLowerCase() ?? '') + 1;
  return month === 0 ? undefined : dateOf(Number(match?.[3]), month, Number(match?.[2]));
};
