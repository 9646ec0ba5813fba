/** Wall clock and instants of one zone, for what a person types and reads. */
export const DEMO_ZONE = 'America/Chicago';

const MINUTE_MS = 60_000;
const TYPED = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?$/;
const DEFAULT_TIME = 'T08:05';

/** One is made in a millisecond, and a history asks for thousands of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  formats.set(zone, known);
  return known;
};

const partsAt = (zone: string, instantMs: number): Record<string, string> =>
  Object.fromEntries(
    formatOf(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, value]),
  );

/** `2027-03-14T01:50`. */
export const wallAt = (zone: string, instantMs: number): string => {
  const { year, month, day, hour, minute } = partsAt(zone, instantMs);
  return `${year}-${month}-${day}T${hour}:${minute}`;
};

/** `Sunday, March 14, 1:50 AM`. */
export const writtenAt = (zone: string, instantMs: number): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(instantMs);

/** Minutes east of UTC at an instant. */
const offsetAt = (zone: string, instantMs: number): number => {
  const minute = Math.floor(instantMs / MINUTE_MS) * MINUTE_MS;
  return (Date.parse(`${wallAt(zone, minute)}:00Z`) - minute) / MINUTE_MS;
};

/** The zone's offset in winter: where a business cuts its days. */
export const standardOffset = (zone: string, year: number): number =>
  Math.min(offsetAt(zone, Date.UTC(year, 0, 1)), offsetAt(zone, Date.UTC(year, 6, 1)));

/**
 * The instant of `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM` on that zone's wall; the earlier one of an hour that comes twice.
 * Throws with a sentence for anything else and for a time the clocks skip.
 */
export const instantOf = (typed: string, zone: string): number => {
  const wall = /T| /.test(typed) ? typed.replace(' ', 'T') : `${typed}${DEFAULT_TIME}`;
  const asUtc = TYPED.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  // The 30th of February is read as a day in March.
  const isDate = !Number.isNaN(asUtc) && new Date(asUtc).toISOString().startsWith(wall);
  if (!isDate) throw new Error(`"${typed}" is no date: say 2027-03-14 or 2027-03-14T01:50.`);
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((near) => offsetAt(zone, near));
  const instants = offsets.map((offset) => asUtc - offset * MINUTE_MS);
  const found = instants.filter((instant) => wallAt(zone, instant) === wall).sort((a, b) => a - b)[0];
  if (found === undefined)
    throw new Error(`${wall.replace('T', ' ')} does not exist in ${zone}: the clocks skip it.`);
  return found;
};
