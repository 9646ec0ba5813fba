import { minutesOf, wallTimeAt } from '../../ui/wall-time.ts';

const DAY_MINUTES = 1440;
/** No appointment is drawn lower than a line of words. */
const LEAST_MINUTES = 30;

type Timed = { readonly startsAt: string; readonly durationMinutes: number };
type Opening = { readonly weekday: number; readonly opens: string; readonly closes: string };

/** Where something stands in the column of its day: minutes from midnight as the wall clock shows them, and side by side. */
export type Placed<Item> = {
  readonly item: Item;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly lane: number;
  readonly lanes: number;
};

type Spanned<Item> = Pick<Placed<Item>, 'item' | 'fromMinutes' | 'toMinutes'>;

/** By the clock on the wall, so that an hour that is skipped or comes twice moves nothing else. */
const spanned = <Item extends Timed>(item: Item, zone: string): Spanned<Item> => {
  const start = wallTimeAt(item.startsAt, zone);
  const end = wallTimeAt(Date.parse(item.startsAt) + item.durationMinutes * 60_000, zone);
  const toMinutes = end.day === start.day ? end.minutes : DAY_MINUTES;
  return {
    item,
    fromMinutes: start.minutes,
    toMinutes: Math.min(DAY_MINUTES, Math.max(toMinutes, start.minutes + LEAST_MINUTES)),
  };
};

/** Puts those that overlap beside each other, in lanes of one width for all that hang together. */
const inLanes = <Item>(cluster: readonly Spanned<Item>[]): Placed<Item>[] => {
  const ends: number[] = [];
  const placed = cluster.map((one) => {
    const found = ends.findIndex((end) => end <= one.fromMinutes);
    const lane = found === -1 ? ends.length : found;
    ends[lane] = one.toMinutes;
    return { ...one, lane };
  });
  return placed.map((one) => ({ ...one, lanes: ends.length }));
};

/** The appointments of one day, earliest first, where they are drawn. */
export const layOut = <Item extends Timed>(items: readonly Item[], zone: string): Placed<Item>[] => {
  const sorted = items
    .map((item) => spanned(item, zone))
    .toSorted((one, other) => one.fromMinutes - other.fromMinutes || other.toMinutes - one.toMinutes);
  const clusters: Spanned<Item>[][] = [];
  let end = -1;
  for (const one of sorted) {
    if (one.fromMinutes >= end) clusters.push([one]);
    else clusters.at(-1)?.push(one);
    end = Math.max(end, one.toMinutes);
  }
  return clusters.flatMap(inLanes);
};

/** When it is open on a weekday, in minutes from its midnight: also what is left of the evening before. */
export const openOn = (weekday: number, hours: readonly Opening[]) =>
  hours.flatMap(({ weekday: opensOn, ...span }) => {
    const [opens, closes] = [minutesOf(span.opens), minutesOf(span.closes)];
    const isOverNight = closes <= opens;
    if (opensOn === weekday) return [{ opens, closes: isOverNight ? DAY_MINUTES : closes }];
    return isOverNight && closes > 0 && (opensOn + 1) % 7 === weekday ? [{ opens: 0, closes }] : [];
  });

/** Which hours are drawn: those of opening and of whatever stands outside of them. */
export const hoursShown = (
  placed: readonly Pick<Placed<unknown>, 'fromMinutes' | 'toMinutes'>[],
  open: readonly { readonly opens: number; readonly closes: number }[],
): { readonly first: number; readonly last: number } => {
  const starts = [...placed.map(({ fromMinutes }) => fromMinutes), ...open.map(({ opens }) => opens)];
  const ends = [...placed.map(({ toMinutes }) => toMinutes), ...open.map(({ closes }) => closes)];
  if (starts.length === 0) return { first: 8, last: 18 };
  return { first: Math.floor(Math.min(...starts) / 60), last: Math.ceil(Math.max(...ends) / 60) };
};
