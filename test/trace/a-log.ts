import type { LineSource, LogLine, Row, RowSource } from '../../scripts/trace/source.ts';

export const CALL = 'call_tracedtraced00000001';
export const BUSINESS = 'biz_apex0001';
export const APPOINTMENT = 'apt_tracedtracedtracedtraced01';
/** Monday, November 23, 2026, 9:00 AM in Austin. */
export const NINE = Date.parse('2026-11-23T15:00:00.000Z');

/** A line so many seconds after nine, of the call unless it says otherwise. */
export const aLine = (
  seconds: number,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
  handler = 'workers/charge-booking-fee',
): LogLine => ({
  at: NINE + Math.round(seconds * 1000),
  handler,
  message,
  fields: { correlationId: CALL, businessId: BUSINESS, ...fields },
});

export const aRowLine = (seconds: number, noun: string, fields: Readonly<Record<string, unknown>>): LogLine =>
  aLine(seconds, 'row.written', { noun, appointmentId: APPOINTMENT, ...fields });

export const booked = (seconds: number, differing: Readonly<Record<string, unknown>> = {}): LogLine =>
  aRowLine(seconds, 'appointment', {
    id: APPOINTMENT,
    to: 'booked',
    serviceId: 'furnace-repair',
    startsAt: '2026-11-24T15:00:00.000Z',
    durationMinutes: 90,
    crewId: 'a',
    zone: 'America/Chicago',
    ...differing,
  });

/** A log that is searched as CloudWatch searches it, with what was asked of it. */
export const aLog = (lines: readonly LogLine[]): LineSource & { readonly asked: string[][] } => {
  const asked: string[][] = [];
  const texts = lines.map((line) => ({ line, text: JSON.stringify(line) }));
  const search = (words: readonly string[], fits: (text: string) => boolean) => {
    asked.push([...words]);
    return texts.filter(({ text }) => fits(text)).map(({ line }) => line);
  };
  return {
    name: 'a log',
    asked,
    withAny: async (words) => search(words, (text) => words.some((word) => text.includes(word))),
    withAll: async (words) => search(words, (text) => words.every((word) => text.includes(word))),
  };
};

export const someRows = (rows: {
  readonly business?: Row;
  readonly call?: Row;
  readonly around?: readonly Row[];
  readonly overlapping?: readonly Row[];
}): RowSource => ({
  business: async () => rows.business,
  call: async () => rows.call,
  around: async () => rows.around ?? [],
  overlapping: async () => rows.overlapping ?? [],
});
