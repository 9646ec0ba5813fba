import type { PartOfDay } from '../../contracts/tools.ts';
import type { FreeStart } from './availability.ts';
import { localTimeAt } from './zone.ts';

/** What the caller would like, as far as they said it. */
export type Wish = {
  readonly partOfDay: PartOfDay | undefined;
  /** Wall minutes since midnight. */
  readonly minutes: number | undefined;
};

/** A caller can hold about this many times in mind. */
const MOST = 4;

const PARTS: Record<PartOfDay, readonly [from: number, to: number]> = {
  morning: [0, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 24 * 60],
};

const within = (minutes: number, part: PartOfDay): boolean =>
  minutes >= PARTS[part][0] && minutes < PARTS[part][1];

/** Evenly spread over the list, first and last included. */
const spread = <T>(items: readonly T[], most: number): T[] => {
  if (items.length <= most) return [...items];
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)] as T);
};

/** One day: spread over it. Several: a morning and an afternoon of the first days, so that the choice is a real one. */
const various = (starts: readonly FreeStart[], zone: string): FreeStart[] => {
  const dates = [...new Set(starts.map((start) => start.date))];
  if (dates.length < 2) return spread(starts, MOST);
  return dates
    .slice(0, MOST / 2)
    .flatMap((date) => {
      const day = starts.filter((start) => start.date === date);
      const later = day.find((start) => localTimeAt(zone, start.startsAtMs).minutes >= PARTS.morning[1]);
      return day[0] && later && later !== day[0] ? [day[0], later] : spread(day, 2);
    })
    .slice(0, MOST);
};

/** The few free starts that fit the wish best, in order of time. Empty when none fits. */
export const chooseTimes = (starts: readonly FreeStart[], zone: string, wish: Wish): FreeStart[] => {
  const fitting = starts.filter(
    (start) =>
      wish.partOfDay === undefined || within(localTimeAt(zone, start.startsAtMs).minutes, wish.partOfDay),
  );
  const { minutes } = wish;
  if (minutes === undefined) return various(fitting, zone);
  const distance = (start: FreeStart) => Math.abs(localTimeAt(zone, start.startsAtMs).minutes - minutes);
  return [...fitting]
    .sort((a, b) => distance(a) - distance(b) || a.startsAtMs - b.startsAtMs)
    .slice(0, MOST - 1)
    .sort((a, b) => a.startsAtMs - b.startsAtMs);
};
