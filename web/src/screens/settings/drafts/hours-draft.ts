import type { Faults } from '../../../ui/faults.ts';
import { minutesOf } from '../../../ui/wall-time.ts';
import type { Business, Changes } from '../save-settings.ts';

export type Span = { readonly opens: string; readonly closes: string };
/** The spans of each day of the week, Sunday first. */
export type HoursDraft = readonly (readonly Span[])[];

/** As people read a week there. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
const DAY = 24 * 60;

/** A field for a time knows no 24:00; that a span ends at midnight is the same either way. */
export const takeHours = ({ hours }: Business): HoursDraft =>
  Array.from({ length: 7 }, (_, day) =>
    hours
      .filter(({ weekday }) => weekday === day)
      .map(({ opens, closes }) => ({ opens, closes: closes === '24:00' ? '00:00' : closes }))
      .toSorted((one, next) => one.opens.localeCompare(next.opens)),
  );

export const hoursChanges = (draft: HoursDraft): Changes => ({
  hours: draft.flatMap((spans, weekday) =>
    spans.map(({ opens, closes }) => ({ weekday, opens, closes: closes === '00:00' ? '24:00' : closes })),
  ),
});

const isQuarter = (time: string): boolean => /^\d{2}:(00|15|30|45)$/.test(time);
const lasts = ({ opens, closes }: Span): number => (minutesOf(closes) - minutesOf(opens) + DAY) % DAY || DAY;

/** Whether it ends on the day after it begins; at midnight it does not, for anybody who reads it. */
export const isPastMidnight = (span: Span): boolean =>
  span.opens !== '' && span.closes !== '' && minutesOf(span.opens) + lasts(span) > DAY;

const overlaps = (one: number, lengthOfOne: number, other: number, lengthOfOther: number): boolean => {
  const week = 7 * DAY;
  return (other - one + week) % week < lengthOfOne || (one - other + week) % week < lengthOfOther;
};

type Words = { readonly quarter: string; readonly overlap: string; readonly noHours: string };

/** Paths are `<weekday>.<place>.opens` and the like; the API's own are of the list that it is sent. */
export const hoursFaults =
  (words: Words) =>
  (draft: HoursDraft): Faults => {
    const all = draft.flatMap((spans, day) =>
      spans.map((span, place) => ({
        span,
        path: `${day}.${place}`,
        begins: day * DAY + minutesOf(span.opens),
      })),
    );
    if (all.length === 0) return { hours: words.noHours };
    const odd = all.flatMap(({ span, path }) =>
      (['opens', 'closes'] as const)
        .filter((end) => !isQuarter(span[end]))
        .map((end) => [`${path}.${end}`, words.quarter] as const),
    );
    if (odd.length > 0) return Object.fromEntries(odd);
    const twice = all.filter((one, place) =>
      all
        .slice(0, place)
        .some((other) => overlaps(other.begins, lasts(other.span), one.begins, lasts(one.span))),
    );
    return Object.fromEntries(twice.map(({ path }) => [`${path}.opens`, words.overlap]));
  };
