import type { OpeningSpan, Service } from '../business/business.ts';
import { quoted } from './plain-words.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `8 AM`, `8:30 PM`; noon and midnight, which AM and PM leave in doubt, by their names. */
const sayTime = (time: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (minutes === 0 && hours % 12 === 0) return hours === 12 ? 'noon' : 'midnight';
  const shown = hours % 12 === 0 ? 12 : hours % 12;
  const past = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${shown}${past} ${hours % 24 < 12 ? 'AM' : 'PM'}`;
};

/** Monday first, as people say a week; days that are alike together: `Monday, Tuesday: 8 AM to 5 PM`. */
export const sayHours = (hours: readonly OpeningSpan[]): string => {
  const alike = new Map<string, string[]>();
  for (const weekday of [1, 2, 3, 4, 5, 6, 0]) {
    const spans = hours
      .filter((span) => span.weekday === weekday)
      .toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
      .map(({ opens, closes }) => `${sayTime(opens)} to ${sayTime(closes)}`);
    const said = spans.join(', ') || 'closed';
    alike.set(said, [...(alike.get(said) ?? []), WEEKDAYS[weekday] ?? '']);
  }
  return [...alike].map(([spans, days]) => `${days.join(', ')}: ${spans}`).join('\n');
};

/** `45 minutes`, `1 hour`, `2 hours 30 minutes`. */
export const sayDuration = (durationMinutes: number): string => {
  const hours = Math.floor(durationMinutes / 60);
  const minutes = durationMinutes % 60;
  const parts = [
    ...(hours > 0 ? [`${hours} hour${hours === 1 ? '' : 's'}`] : []),
    ...(minutes > 0 ? [`${minutes} minutes`] : []),
  ];
  return parts.join(' ');
};

export const sayServices = (services: readonly Service[]): string =>
  services
    .map(({ name, durationMinutes }) => `- ${quoted(name)}, ${sayDuration(durationMinutes)}`)
    .join('\n');
