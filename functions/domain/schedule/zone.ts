/** Wall time somewhere. */
export type LocalTime = {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Minutes since midnight by the wall clock. */
  readonly minutes: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Zone rules are the same for everybody, so the formatters may outlive a request. */
const formatters = new Map<string, Intl.DateTimeFormat>();
/** More than there are zones: but each may be spelled in a thousand ways, by somebody who wants our memory. */
const MOST_ZONES_KEPT = 1000;

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    if (formatters.size >= MOST_ZONES_KEPT) formatters.clear();
    formatters.set(zone, formatter);
  }
  return formatter;
};

/** Whether this machine knows the zone's rules. An offset, which Intl takes too, has none. */
export const isKnownZone = (zone: string): boolean => {
  if (/^[+-]/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
};

/** What the rules say of one instant: some microseconds, hundreds of times in a look-up. */
const ruledOffset = (zone: string, instantMs: number): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instantMs)) part[type] = Number(value);
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute);
  return Math.round((wall - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
};

/** The one offset of a UTC day, or undefined where the clocks change in it: no zone changes there and back in a day. */
const offsetsOfDays = new Map<string, number | undefined>();
const MOST_DAYS_KEPT = 4000;

const offsetOfDay = (zone: string, day: number): number | undefined => {
  const key = `${zone} ${day}`;
  if (!offsetsOfDays.has(key)) {
    if (offsetsOfDays.size >= MOST_DAYS_KEPT) offsetsOfDays.clear();
    const [first, last] = [ruledOffset(zone, day * DAY_MS), ruledOffset(zone, (day + 1) * DAY_MS)];
    offsetsOfDays.set(key, first === last ? first : undefined);
  }
  return offsetsOfDays.get(key);
};

/** Minutes east of UTC at an instant. */
export const offsetMinutesAt = (zone: string, instantMs: number): number =>
  offsetOfDay(zone, Math.floor(instantMs / DAY_MS)) ?? ruledOffset(zone, instantMs);

export const localTimeAt = (zone: string, instantMs: number): LocalTime => {
  const wall = instantMs + offsetMinutesAt(zone, instantMs) * MINUTE_MS;
  const day = Math.floor(wall / DAY_MS);
  return {
    date: new Date(wall).toISOString().slice(0, 10),
    // 1970-01-01 was a Thursday.
    weekday: (((day + 4) % 7) + 7) % 7,
    minutes: Math.floor((wall - day * DAY_MS) / MINUTE_MS),
  };
};

/**
 * The instants at which the wall clock shows that time on that date: none where spring jumps over it, two where autumn
 * shows it twice, earliest first. `minutes` may pass midnight (1,500 is 01:00 on the next date).
 */
export const instantsOf = (zone: string, date: string, minutes: number): number[] => {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS;
  if (!Number.isFinite(wall)) return [];
  const offsets = new Set([offsetMinutesAt(zone, wall - DAY_MS), offsetMinutesAt(zone, wall + DAY_MS)]);
  return [...offsets]
    .map((offset) => ({ at: wall - offset * MINUTE_MS, offset }))
    .filter(({ at, offset }) => offsetMinutesAt(zone, at) === offset)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
};

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** `HH:MM` as minutes since midnight; 24:00 is 1,440. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Minutes since midnight as `HH:MM`. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** `YYYY-MM-DDTHH:MM` by the wall clock. */
export const localDateTime = (zone: string, instantMs: number): string => {
  const { date, minutes } = localTimeAt(zone, instantMs);
  return `${date}T${timeOf(minutes)}`;
};

/** The zone's offset outside of daylight saving, in minutes east of UTC. */
export const standardOffsetOf = (zone: string, nowMs: number): number => {
  const year = new Date(nowMs).getUTCFullYear();
  return Math.min(...[0, 6].map((month) => offsetMinutesAt(zone, Date.UTC(year, month, 1))));
};
