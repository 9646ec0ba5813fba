import type { Business } from '../../functions/domain/business/business.ts';
import { type Books, booksOf } from './evidence.ts';
import { dollars, phoneForEyes } from './paint.ts';
import type { Place, Rows } from './place.ts';
import { writtenAt } from './zone-time.ts';

const LOOK_EVERY_MS = 150;

/** Something that has come of a call, in the state that it is in. */
export type Effect = {
  readonly of: 'appointment' | 'fee' | 'invoice' | 'text' | 'e-mail' | 'call';
  readonly text: string;
};

const all = (of: Effect['of'], texts: readonly string[]): Effect[] => texts.map((text) => ({ of, text }));

/** One sentence for each thing in the state it is in: a new sentence is a new event. */
export const effectsIn = (
  { zone }: Business,
  rows: Pick<Rows, 'appointments' | 'fees' | 'texts' | 'calls'>,
  books: Books,
): Effect[] => [
  ...all(
    'appointment',
    rows.appointments.map(
      ({ startsAt, status, serviceName, confirmationCode }) =>
        `appointment ${status}: ${serviceName}, ${writtenAt(zone, Date.parse(startsAt))}, code ${confirmationCode}`,
    ),
  ),
  ...all(
    'fee',
    rows.fees.map(({ state, amountCents }) => `booking fee ${state}: ${dollars(amountCents)}`),
  ),
  ...all(
    'invoice',
    books.invoices
      .filter(({ status }) => status !== 'draft')
      .map(
        ({ number, id, status, amountDueCents }) =>
          `Stripe: invoice ${number ?? id} ${status}, ${dollars(amountDueCents)}`,
      ),
  ),
  ...all(
    'text',
    rows.texts
      .filter(({ state }) => state === 'suppressed' || state === 'uncertain' || state === 'failed')
      .map(
        ({ state, suppressedBecause }) => `text ${state}${suppressedBecause ? `: ${suppressedBecause}` : ''}`,
      ),
  ),
  ...all(
    'text',
    books.sentTexts.map(({ status, to, text }) => `Telnyx: text ${status} to ${phoneForEyes(to)}: “${text}”`),
  ),
  ...all(
    'e-mail',
    books.emails.map(
      ({ lastEvent, to, subject }) => `Resend: e-mail ${lastEvent} to ${to.join(', ')}: ${subject}`,
    ),
  ),
  ...all(
    'call',
    rows.calls
      .filter(({ endedAt }) => endedAt !== undefined)
      .map(
        ({ durationMs, disconnectionReason }) =>
          `call logged: ${Math.round((durationMs ?? 0) / 1000)} s, ${disconnectionReason}`,
      ),
  ),
];

export type Watch = {
  /** Resolves after so long without news, and ends the watch. */
  quiet(forMs: number, atMostMs: number): Promise<void>;
  stop(): void;
};

/** Tells of everything that happens to a business from now on, within a fraction of a second. */
export const watchEffects = async (
  place: Place,
  business: Business,
  onEvent: (sentence: string) => void,
): Promise<Watch> => {
  const look = async (): Promise<string[]> => {
    const [rows, books] = await Promise.all([place.rowsOf(business.id), booksOf(place, business)]);
    return effectsIn(business, rows, books).map(({ text }) => text);
  };
  const counted = (list: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const sentence of list) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    return counts;
  };
  let known = counted(await look());
  let lastNews = performance.now();
  let isStopped = false;

  const round = async (): Promise<void> => {
    // A look that fails while the world is going down, or is busy, is followed by another.
    const found = await look().catch(() => undefined);
    if (found === undefined || isStopped) return;
    const now = counted(found);
    for (const [sentence, count] of now) {
      for (let more = known.get(sentence) ?? 0; more < count; more += 1) {
        lastNews = performance.now();
        onEvent(sentence);
      }
    }
    known = now;
  };
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  const running = (async () => {
    while (!isStopped) {
      await round();
      await pause();
    }
  })();

  const stop = (): void => {
    isStopped = true;
  };
  return {
    async quiet(forMs, atMostMs) {
      const from = performance.now();
      lastNews = from;
      while (performance.now() - lastNews < forMs && performance.now() - from < atMostMs) await pause();
      stop();
      await running;
    },
    stop,
  };
};
