import type { LocalDate } from './calendar-dates.ts';
import { type DateWish, readDates, withoutDates, withoutUnwantedDays } from './dates.ts';
import { readTime, type TimeWish } from './times.ts';
import { plain, withNumerals } from './words.ts';

/** When a caller would like to come, as far as they said it. */
export type Wish = TimeWish & {
  readonly dates?: DateWish;
  /** Any time will do: "as soon as possible". */
  readonly isAny?: boolean;
};

const ANY =
  /\b(?:as soon as (?:possible|you can)|asap|soonest|earliest|right away|immediately|straight away|(?:first|next) (?:available|opening|free|possible)|whenever|any ?time|any day|doesn't matter|does not matter|don't care|i'm flexible|am flexible|now|soon|urgent(?:ly)?|emergency|what (?:times|days|openings|slots)|what do you have|what have you got|when (?:can|could|are|do) you|next time)\b/;

export const isEmpty = (wish: Wish): boolean =>
  wish.dates === undefined && wish.time === undefined && wish.part === undefined && !wish.isAny;

/** `isTimeExpected`: the agent just asked for a time, so a bare "nine" is one. */
export const readWish = (said: string, today: LocalDate, { isTimeExpected = false } = {}): Wish => {
  const text = withNumerals(plain(said));
  const dates = readDates(text, today);
  const time = readTime(withoutDates(withoutUnwantedDays(text), today), { isExpected: isTimeExpected });
  const wish = { ...time, ...(dates && { dates }) };
  return isEmpty(wish) && ANY.test(text) ? { isAny: true } : wish;
};

/** A correction keeps what it does not speak of: "no, Friday" is still in the morning. */
export const corrected = (before: Wish, now: Wish): Wish => {
  if (now.isAny) return now;
  const time: TimeWish = now.time || now.part ? pickTime(now) : pickTime(before);
  const dates = now.dates ?? before.dates;
  return { ...time, ...(dates && { dates }) };
};

const pickTime = ({ time, part, bound }: Wish): TimeWish => ({
  ...(time && { time }),
  ...(part && { part }),
  ...(bound && { bound }),
});
