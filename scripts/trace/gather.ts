import type { LineSource, LogLine, Row, RowSource } from './source.ts';
import { overlaps } from './table-rows.ts';

/** Everything that was found of one call. */
export type Found = {
  readonly callId: string;
  readonly businessId: string | undefined;
  /** In order of time. */
  readonly lines: readonly LogLine[];
  readonly business: Row | undefined;
  readonly call: Row | undefined;
  /** Appointments of the call with what hangs on them, as the table has them now. */
  readonly rows: readonly Row[];
  /** Who had the time that this call did not get, by the instant at which it was refused. */
  readonly rivals: ReadonlyMap<number, Rival>;
};

export type Rival = {
  readonly appointmentId: string;
  readonly startsAt: string;
  /** When it was booked, in milliseconds since 1970, where that is known. */
  readonly bookedAt: number | undefined;
};

/** A webhook leads to a row, a row to a request, a request to another webhook: further it never goes. */
const MOST_ROUNDS = 4;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The ids under which vendors speak of what this call led to. */
const leadsIn = ({ message, fields }: LogLine): string[] => {
  const { via, objectId, invoiceId, messageId, emailId, correlationId } = fields;
  const ofRow = message === 'row.written' ? [invoiceId, messageId, emailId] : [];
  const ofVendor = message === 'vendor.attempted' || message === 'webhook.accepted' ? [objectId] : [];
  const ofEvent = /^[a-z]+:/.test(String(correlationId)) ? [correlationId] : [];
  return [via, ...ofRow, ...ofVendor, ...ofEvent].flatMap((lead) => text(lead) ?? []);
};

const keyOf = ({ at, handler, message, fields }: LogLine): string =>
  JSON.stringify([at, handler, message, fields]);

/** Another call's line may name what this one led to; it stays the other's. */
const isOthers = ({ fields: { correlationId } }: LogLine, callId: string): boolean =>
  correlationId !== undefined && correlationId !== callId && !/^[a-z]+:/.test(String(correlationId));

const linesOf = async (source: LineSource, callId: string): Promise<LogLine[]> => {
  const found = new Map<string, LogLine>();
  const asked = new Set<string>();
  let words = [callId];
  for (let round = 1; round <= MOST_ROUNDS && words.length > 0; round += 1) {
    for (const word of words) asked.add(word);
    for (const line of await source.withAny(words)) {
      if (!isOthers(line, callId)) found.set(keyOf(line), line);
    }
    const leads = new Set([...found.values()].flatMap(leadsIn));
    words = [...leads].filter((lead) => !asked.has(lead));
  }
  return [...found.values()].sort((one, other) => one.at - other.at);
};

const first = (lines: readonly LogLine[], name: string): string | undefined =>
  lines.map(({ fields }) => text(fields[name])).find((value) => value !== undefined);

/** Who had the time: from the log of the moment, else from the table as it is now. */
const rivalOf = async (
  refusal: LogLine,
  businessId: string,
  callId: string,
  from: { readonly lines: LineSource; readonly rows: RowSource | undefined },
): Promise<Rival | undefined> => {
  const { startsAt, durationMinutes } = refusal.fields;
  if (typeof startsAt !== 'string' || typeof durationMinutes !== 'number') return undefined;
  const wanted = { businessId, startsAt, durationMinutes };
  const bookings = await from.lines.withAll(['row.written', 'appointment', businessId]);
  const logged = bookings
    .filter(({ at, fields }) => at <= refusal.at && fields.noun === 'appointment' && overlaps(fields, wanted))
    .sort((one, other) => one.at - other.at)
    .at(-1);
  if (logged?.fields.to === 'booked' && logged.fields.correlationId !== callId) {
    return {
      appointmentId: String(logged.fields.id),
      startsAt: String(logged.fields.startsAt),
      bookedAt: logged.at,
    };
  }
  const row = (await from.rows?.overlapping(wanted))?.find((one) => one.callId !== callId);
  if (!row) return undefined;
  const bookedAt = Date.parse(String(row.bookedAt));
  return {
    appointmentId: String(row.id),
    startsAt: String(row.startsAt),
    bookedAt: Number.isNaN(bookedAt) ? undefined : bookedAt,
  };
};

/**
 * Collects what there is of a call: its own log lines, those of the vendors' events that concern what it led to, and its
 * rows. `businessId`: where the logs are gone and only the rows are left. undefined: nothing is known of such a call.
 */
export const gather = async (
  callId: string,
  from: { readonly lines: LineSource; readonly rows?: RowSource | undefined },
  given?: string,
): Promise<Found | undefined> => {
  const lines = await linesOf(from.lines, callId);
  const businessId = given ?? first(lines, 'businessId');
  const { rows: table } = from;
  const [business, call] =
    table && businessId !== undefined
      ? await Promise.all([table.business(businessId), table.call(businessId, callId)])
      : [];
  if (lines.length === 0 && !call) return undefined;

  const appointmentIds = new Set(lines.flatMap(({ fields }) => text(fields.appointmentId) ?? []));
  const rows: Row[] = [];
  if (table && businessId !== undefined) {
    for (const id of appointmentIds) rows.push(...(await table.around(businessId, id)));
  }
  const rivals = new Map<number, Rival>();
  if (businessId !== undefined) {
    for (const line of lines) {
      if (line.message !== 'tool.answered' || line.fields.code !== 'slot_taken') continue;
      const rival = await rivalOf(line, businessId, callId, { lines: from.lines, rows: table });
      if (rival) rivals.set(line.at, rival);
    }
  }
  return { callId, businessId, lines, business, call, rows, rivals };
};
