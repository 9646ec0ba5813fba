const formats = new Map<string, Intl.DateTimeFormat>();

const formatIn = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, format);
  return format;
};

/** The wall clock there by the platform's own tables: another way than the product's. */
export const wallClock = (
  zone: string,
  at: number,
): { readonly date: string; readonly time: string; readonly weekday: number } => {
  const part = Object.fromEntries(
    formatIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const date = `${part.year}-${part.month}-${part.day}`;
  return { date, time: `${part.hour}:${part.minute}`, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
};

/** The time of day as an American reads it, in any of its spellings: `9 AM`, `9:00 AM`, `9:00am`. */
export const saysTime = (text: string, zone: string, at: number): boolean => {
  const [hour = 0, minute = 0] = wallClock(zone, at).time.split(':').map(Number);
  const minutes = minute === 0 ? '(?::00)?' : `:${String(minute).padStart(2, '0')}`;
  return new RegExp(`\\b${hour % 12 || 12}${minutes}\\s*${hour < 12 ? 'a' : 'p'}\\.?m`, 'iu').test(text);
};
