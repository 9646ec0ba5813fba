/** How instants, money and lists are written in a story. */

/** `Tue, Nov 24, 8:00 AM`. */
export const dayAndTime = (zone: string, instant: string | number): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(instant));

/** `9:00:46 AM`. */
export const clockTime = (zone: string, instant: string | number): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(instant));

/** `09:00:46.531`. */
export const preciseTime = (zone: string, instant: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(new Date(instant));

/** `$50.00`. */
export const money = (cents: unknown): string => `$${(Number(cents) / 100).toFixed(2)}`;

/** `1.2 s`, `3 min`, `2 h`. */
export const span = (milliseconds: number): string => {
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

export const listed = (words: readonly string[], last = 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** `because insufficient_funds`; nothing where nobody said why. */
export const because = (code: unknown): string => (code === undefined ? '' : ` (${String(code)})`);

const SLOT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})([AB])?-/;

/** Offers say themselves when they begin, on the business's wall: `Tue, Nov 24: 8:00 AM, 11:00 AM`. */
export const offeredTimes = (offers: unknown): string => {
  if (!Array.isArray(offers) || offers.length === 0) return 'nothing';
  const days = new Map<string, string[]>();
  for (const offer of offers) {
    const [, date = '', hour, minute, twice] = SLOT.exec(String(offer)) ?? [];
    if (hour === undefined) continue;
    const wall = new Date(`${date}T${hour}:${minute}:00Z`);
    const day = new Intl.DateTimeFormat('en-US', {
      timeZone: 'UTC',
      weekday: 'short',
      month: 'short',
      day: 'numeric',
    }).format(wall);
    const time = new Intl.DateTimeFormat('en-US', {
      timeZone: 'UTC',
      hour: 'numeric',
      minute: '2-digit',
    }).format(wall);
    days.set(day, [...(days.get(day) ?? []), twice === undefined ? time : `${time} (${twice})`]);
  }
  return [...days].map(([day, times]) => `${day}: ${times.join(', ')}`).join('; ');
};
