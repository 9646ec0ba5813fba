const LOCALE = 'en-US';

const dollars = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' });
const counts = new Intl.NumberFormat(LOCALE);

export const formatCents = (cents: number): string => dollars.format(cents / 100);
export const formatCount = (count: number): string => counts.format(count);

const written = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = written.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
  written.set(key, known);
  return known;
};

/** An instant as the clock of the business shows it; the zone's letters where a reader may be elsewhere. */
export const formatInstant = (
  instant: string,
  zone: string,
  options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
): string => formatOf(zone, options).format(new Date(instant));

export const formatTime = (instant: string, zone: string): string =>
  formatInstant(instant, zone, { hour: 'numeric', minute: '2-digit' });

export const formatDay = (instant: string, zone: string): string =>
  formatInstant(instant, zone, { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' });

/** `3:07` */
export const formatLength = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** A US number as people write it there; any other as it is dialled. */
export const formatPhone = (phone: string): string => {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone;
};

/** `09:30` of any day as people say it, `24:00` as midnight. */
export const formatWallTime = (time: string): string =>
  formatInstant(`2000-01-01T${time === '24:00' ? '00:00' : time}:00Z`, 'UTC', {
    hour: 'numeric',
    minute: '2-digit',
  });

/** 0 is Sunday. */
export const formatWeekday = (weekday: number, width: 'long' | 'short' = 'long'): string =>
  // The second of January 2000 was a Sunday.
  formatInstant(new Date(Date.UTC(2000, 0, 2 + weekday)).toISOString(), 'UTC', { weekday: width });

/** `1 h 30 min` */
export const formatMinutes = (minutes: number): string =>
  [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 || minutes === 0 ? [`${minutes % 60} min`] : []),
  ].join(' ');

/** `9 AM`: a full hour of a day, whichever the day. */
export const formatHour = (hour: number): string =>
  formatInstant(new Date(Date.UTC(2026, 0, 1, hour)).toISOString(), 'UTC', { hour: 'numeric' });

/** A date, `YYYY-MM-DD`, which is the same wherever it is read. */
export const formatDate = (
  day: string,
  options: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' },
): string => formatInstant(`${day}T12:00:00Z`, 'UTC', options);
/** What something cost us, in millionths of a dollar: small sums need their fractions of a cent. */
export const formatMicros = (micros: number): string =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 4,
  }).format(micros / 1_000_000);

/** `1.2 MB` */
export const formatBytes = (bytes: number): string => {
  const [unit, size] =
    bytes >= 1_000_000
      ? (['megabyte', bytes / 1_000_000] as const)
      : bytes >= 1000
        ? (['kilobyte', bytes / 1000] as const)
        : (['byte', bytes] as const);
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
};
const shares = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });
/** Of one: `0.5` is `50%`. */
export const formatShare = (share: number): string => shares.format(share);
