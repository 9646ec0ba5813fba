import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { AppointmentId, CallId } from '../../../functions/contracts/ids.ts';
import type { AuditEntry } from '../../../functions/domain/audit/audit-entry.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import type { Rows } from '../place.ts';
import type { OwnPlace } from '../start-place.ts';
import { type Effect, effectsIn } from '../watch-effects.ts';
import type { Journal } from './journal.ts';
import { type Booking, type Standing, standingOf } from './standing.ts';

const LOOK_EVERY_MS = 1_000;
/** An entry of the record may come so much later than the instant that it tells of. */
const LATE_MS = 10 * 60_000;
/** So many bookings are looked at; what was booked before them has come to rest. */
const MOST_BOOKINGS = 8;

export type Recent = {
  /** Looks now. */
  look(): Promise<void>;
  /** The latest booking as it is by the last look. */
  latest(): Booking | undefined;
  /** Follows a call from its beginning, booked or not. */
  follow(callId: string): void;
  stop(): void;
};

/**
 * Tells of what happens to a business from now on, while somebody reads. What is new is found by the record of decisions,
 * which is in order of time: a long history is never read for it.
 */
export const watchRecent = (place: OwnPlace, business: Business, journal: Journal): Recent => {
  const { table, world } = place;
  const from = place.clock.now();
  const known = new Set<string>();
  const bookings = new Map<AppointmentId, Booking | undefined>();
  const calls = new Set<string>();
  let newest = from;
  let lastStanding: Standing | undefined;

  const rowsBelow = async <Row>(pk: string, where: string, value: string): Promise<readonly Row[]> => {
    const { Items = [] } = await table.db.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: `pk = :pk AND ${where}`,
        ExpressionAttributeValues: { ':pk': pk, ':sk': value },
        ConsistentRead: true,
      }),
    );
    return Items as Row[];
  };

  /** Something is told once. */
  const tell = (of: Effect['of'] | 'record', text: string, key: string): void => {
    if (known.has(key)) return;
    known.add(key);
    journal.add({ kind: 'effect', of, text });
  };

  const readRecord = async (): Promise<void> => {
    const since = new Date(Math.max(from, newest - LATE_MS)).toISOString();
    const { pk } = keys.audit(business.id, since, '');
    for (const entry of await rowsBelow<AuditEntry>(pk, 'sk >= :sk', since)) {
      newest = Math.max(newest, Date.parse(entry.at));
      const about = AppointmentId.safeParse(entry.appointmentId ?? entry.subject);
      if (about.success && !bookings.has(about.data)) bookings.set(about.data, undefined);
      if (CallId.safeParse(entry.cause).success) calls.add(String(entry.cause));
      const change = [entry.from, entry.to].filter(Boolean).join(' → ');
      tell('record', `${entry.what}${change && `: ${change}`} (by ${entry.actor})`, `record ${entry.id}`);
    }
    for (const id of [...bookings.keys()].slice(0, -MOST_BOOKINGS)) bookings.delete(id);
  };

  const readBooking = async (id: AppointmentId): Promise<Booking | undefined> => {
    const { pk, sk } = keys.appointment(business.id, id);
    const found = await rowsBelow<{ readonly sk: string }>(pk, 'begins_with(sk, :sk)', sk);
    const like = (pattern: RegExp) => found.filter((row) => pattern.test(row.sk)) as unknown;
    const [appointment] = like(/^apt_[^#]+$/) as Rows['appointments'];
    if (!appointment) return undefined;
    const fees = like(/#FEE$/) as Rows['fees'];
    const texts = like(/#TEXT#/) as Rows['texts'];
    const alerts = like(/#ALERT$/) as Rows['alerts'];
    const sent = world.telnyx.texts().filter(({ direction }) => direction === 'outbound');
    const words = sent.filter((text) => texts.some(({ messageId }) => messageId === text.id));
    return {
      ...{ appointment, fees, texts },
      invoices: world.stripe
        .invoices()
        .filter(({ metadata }) => fees.some((fee) => fee.id === metadata.fee_id)),
      // The same words to the same phone would be a text twice, whatever id it has.
      sentTexts: sent.filter(({ to, text }) => words.some((one) => one.to === to && one.text === text)),
      emails: world.resend.emails().filter((email) => alerts.some(({ emailId }) => emailId === email.id)),
    };
  };

  const readCall = async (callId: string): Promise<Rows['calls']> => {
    const { Item } = await table.db.send(
      new GetCommand({
        TableName: table.name,
        Key: keys.call(business.id, callId as CallId),
        ConsistentRead: true,
      }),
    );
    return Item ? [Item as Rows['calls'][number]] : [];
  };

  const latest = (): Booking | undefined =>
    [...bookings.values()]
      .filter((booking) => booking !== undefined)
      .sort((a, b) => a.appointment.bookedAt.localeCompare(b.appointment.bookedAt))
      .at(-1);

  const round = async (): Promise<void> => {
    await readRecord();
    for (const id of bookings.keys()) {
      const booking = await readBooking(id);
      bookings.set(id, booking);
      if (!booking) continue;
      const rows = { ...booking, appointments: [booking.appointment], calls: [] };
      for (const { of, text } of effectsIn(business, rows, booking)) tell(of, text, `${id} ${text}`);
    }
    for (const callId of calls) {
      const none = { appointments: [], fees: [], texts: [] };
      const nothing = { invoices: [], sentTexts: [], emails: [] };
      const found = effectsIn(business, { ...none, calls: await readCall(callId) }, nothing);
      for (const { of, text } of found) tell(of, text, `${callId} ${text}`);
      if (found.length > 0) calls.delete(callId);
    }
    const booking = latest();
    const standing = booking && standingOf(booking);
    if (standing && standing.text !== lastStanding?.text) journal.add({ kind: 'standing', ...standing });
    lastStanding = standing;
  };

  // Looks follow one another: two at once would tell of everything twice.
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.then(round, round);
    return looking;
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking || !journal.isRead()) return;
    isLooking = true;
    // A look that fails while the world is busy or going down is followed by another.
    void look()
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();

  return { look, latest, follow: (callId) => void calls.add(callId), stop: () => clearInterval(timer) };
};
