import type { OpeningSpan } from '../business/business.ts';

/** The same span on each of those days; 0 is Sunday. */
export const on = (weekdays: readonly number[], opens: string, closes: string): readonly OpeningSpan[] =>
  weekdays.map((weekday) => ({ weekday, opens, closes }));

export const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
