import type { Messages } from '../../messages/messages.ts';
import type { Fact } from '../../ui/facts.tsx';
import { formatMinutes, formatWallTime, formatWeekday } from '../../ui/format.ts';
import { inOrder, type OpeningSpan, type Service, WEEK } from './described.ts';

/** Services in words: each with how long it takes. */
export const serviceFacts = (services: readonly Service[]): readonly Fact[] =>
  services.map(({ name, durationMinutes }) => [name, formatMinutes(durationMinutes)]);

/** Hours in words: each day of the week with its spans. */
export const hoursFacts = (
  hours: readonly OpeningSpan[],
  { businessFields: words }: Pick<Messages, 'businessFields'>,
): readonly Fact[] =>
  WEEK.map((day) => [
    formatWeekday(day),
    inOrder(hours)
      .filter(({ weekday }) => weekday === day)
      .map(({ opens, closes }) => words.span(formatWallTime(opens), formatWallTime(closes)))
      .join(', ') || words.closed,
  ]);
