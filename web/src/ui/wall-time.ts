/*
 * Days and hours by the clock of a business, which is not the browser's. A day is `YYYY-MM-DD`; minutes are counted as
 * the clock on the wall shows them, from its midnight on.
 */

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** Seven days from the Sunday on, as calendars in the US have them. */
export const weekOf = (day: string): readonly string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((place) => addDays(day, place - weekdayOf(day)));

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  addDays(text, 0) === text;

const clocks = new Map<string, Intl.DateTimeFormat>();
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  clocks.set(zone, clock);
  return clock;
};

export type WallTime = { readonly day: string; readonly minutes: number };

export const wallTimeAt = (instant: string | number, zone: string): WallTime => {
  const part: Record<string, string> = {};
  for (const { type, value } of clockOf(zone).formatToParts(new Date(instant))) part[type] = value;
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    minutes: Number(part.hour) * 60 + Number(part.minute),
  };
};

/** `YYYY-MM-DD` of an instant where the business is. */
export const localDay = (instant: string | number, zone: string): string => wallTimeAt(instant, zone).day;

/** The first instant of a day there: not always a midnight, because some clocks skip theirs. */
export const startOfDay = (day: string, zone: string): number => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from UTC than 14 hours, and none is off by less than a quarter hour.
  let [before, from] = [midnight - 15 * HOUR_MS, midnight + 15 * HOUR_MS];
  while (from - before > QUARTER_MS) {
    const between = before + Math.floor((from - before) / QUARTER_MS / 2) * QUARTER_MS;
    if (wallTimeAt(between, zone).day < day) before = between;
    else from = between;
  }
  return from;
};

/** The instants from the beginning of one day until the beginning of another, as the API is asked for them. */
export const between = (firstDay: string, dayAfter: string, zone: string) => ({
  from: new Date(startOfDay(firstDay, zone)).toISOString(),
  until: new Date(startOfDay(dayAfter, zone)).toISOString(),
});

/** By how many minutes a day is shorter (less than 0) or longer than others, because the clocks change in it. */
export const clockChangeOn = (day: string, zone: string): number =>
  (startOfDay(addDays(day, 1), zone) - startOfDay(day, zone)) / 60_000 - 1440;

/** `HH:MM` as minutes since midnight. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** When the clock there shows that time on that day: never, where it is skipped, and twice where the hour comes twice. */
export const instantsAt = (day: string, minutes: number, zone: string): readonly number[] => {
  const start = startOfDay(day, zone);
  // By no more than two hours does any clock change.
  return [-120, -60, -30, 0, 30, 60, 120]
    .map((change) => start + (minutes + change) * 60_000)
    .filter((instant) => {
      const there = wallTimeAt(instant, zone);
      return there.day === day && there.minutes === minutes;
    });
};

/** When the clock there shows `YYYY-MM-DDTHH:MM` first; where it is skipped, as much later as the clocks jump. */
export const instantOf = (localStart: string, zone: string): number | undefined => {
  const [day = '', time = ''] = localStart.split('T');
  if (!isDay(day) || !/^\d{2}:\d{2}$/.test(time)) return undefined;
  const minutes = minutesOf(time);
  return instantsAt(day, minutes, zone)[0] ?? startOfDay(day, zone) + minutes * 60_000;
};
