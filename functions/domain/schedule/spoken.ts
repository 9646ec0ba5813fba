import { instantsOf, localTimeAt } from './zone.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const clock = (minutes: number, full: boolean): string => {
  const hours = Math.floor(minutes / 60);
  const past = minutes % 60;
  const shown = `${hours % 12 === 0 ? 12 : hours % 12}`;
  const suffix = hours < 12 ? 'AM' : 'PM';
  return past === 0 && !full ? `${shown} ${suffix}` : `${shown}:${String(past).padStart(2, '0')} ${suffix}`;
};

/** What tells the two instants of an hour apart that the wall clock shows twice; nothing for all others. */
const whichOfTwo = (zone: string, instantMs: number): string => {
  const { date, minutes } = localTimeAt(zone, instantMs);
  const [first, second] = instantsOf(zone, date, minutes);
  if (second === undefined) return '';
  return instantMs === first ? ' daylight time' : ' standard time';
};

/** `9 AM`, `2:30 PM`: for the ear. */
export const spokenTime = (zone: string, instantMs: number): string =>
  clock(localTimeAt(zone, instantMs).minutes, false) + whichOfTwo(zone, instantMs);

/** `Tuesday, November 24`. */
export const spokenDate = (zone: string, instantMs: number): string => {
  const { date, weekday } = localTimeAt(zone, instantMs);
  return `${WEEKDAYS[weekday]}, ${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8, 10))}`;
};

/** `Tuesday, November 24 at 9 AM`. */
export const spokenDateTime = (zone: string, instantMs: number): string =>
  `${spokenDate(zone, instantMs)} at ${spokenTime(zone, instantMs)}`;

/** `Tue, Nov 24 at 9:00 AM`: for the eye, in texts and mails. */
export const writtenDateTime = (zone: string, instantMs: number): string => {
  const { date, weekday, minutes } = localTimeAt(zone, instantMs);
  const day = `${WEEKDAYS[weekday]?.slice(0, 3)}, ${MONTHS[Number(date.slice(5, 7)) - 1]?.slice(0, 3)}`;
  return `${day} ${Number(date.slice(8, 10))} at ${clock(minutes, true)}${whichOfTwo(zone, instantMs)}`;
};

/** `a`, `a or b`, `a, b or c`. */
export const spokenChoice = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
