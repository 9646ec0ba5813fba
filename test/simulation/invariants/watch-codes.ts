import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { type Code, digitsOf } from '../../../functions/domain/person/code.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Exchange, RouteName } from '../cloud/api.ts';
import type { Universe } from '../world/universe.ts';
import type { PeopleRecord, StoredCode } from './people-record.ts';
import type { Report } from './violation.ts';

const ids = derivedIds(hashing);
const GUESSES = 5;
const MOST_AN_HOUR = 5;
const HOUR_MS = 3_600_000;

/** Which code a route asks for. */
const nameFor: Partial<Readonly<Record<RouteName, (exchange: Exchange) => string>>> = {
  confirmSignUp: () => 'sign-up',
  resetPassword: () => 'reset-password',
  acceptInvitation: ({ body }) => `invitation#${body?.businessId}`,
};

type Told = { readonly exchange: Exchange; readonly isAccepted: boolean };

/** Looks at every guess at a code, and at the codes themselves once all is over. */
export const watchCodes = (universe: Universe, record: PeopleRecord, report: Report) => {
  const keys = new Set<string>(universe.secret.codes.keys);
  const told = new Map<string, Told[]>();
  const used = new Map<string, number>();

  const codeOf = (stored: readonly StoredCode[], digits: unknown): StoredCode | undefined => {
    for (const key of universe.secret.codes.keys) keys.add(key);
    return stored.findLast((one) =>
      [...keys].some((key) => digitsOf(hashing, key, one as unknown as Code) === digits),
    );
  };

  const accepted = (exchange: Exchange, earlier: readonly Told[], stored: readonly StoredCode[]): void => {
    const { askedAt, at, route, body } = exchange;
    const code = codeOf(stored, body?.code);
    if (code === undefined) {
      report('P3', `${route} takes ${body?.code}, which is no code of ${body?.email}`);
      return;
    }
    const usedAt = used.get(code.nonce);
    if (usedAt !== undefined && usedAt < askedAt)
      report('P3', `${route} takes ${body?.code} of ${body?.email} again`);
    used.set(code.nonce, Math.min(usedAt ?? at, at));
    if (askedAt > code.endsAtMs + universe.skewMs)
      report('P3', `${route} takes ${body?.code} of ${body?.email} after its end`);
    const guesses = earlier.filter(
      (one) =>
        !one.isAccepted &&
        one.exchange.askedAt >= code.storedAt &&
        one.exchange.at <= askedAt &&
        // By every clock the code was there to be guessed at.
        one.exchange.at + universe.skewMs < code.endsAtMs,
    ).length;
    if (guesses >= GUESSES)
      report('P2', `${route} takes ${body?.code} of ${body?.email} after ${guesses} wrong guesses`);
  };

  universe.api.watch((exchange) => {
    const name = nameFor[exchange.route]?.(exchange);
    if (name === undefined) return;
    const key = `${ids.addressOf('owners', String(exchange.body?.email))} ${name}`;
    const earlier = told.get(key) ?? [];
    told.set(key, earlier);
    const isAccepted = exchange.status !== undefined && exchange.status < 300;
    if (isAccepted) accepted(exchange, earlier, record.codes.get(key) ?? []);
    if (isAccepted || exchange.answer.title === 'code_invalid') earlier.push({ exchange, isAccepted });
  });

  const checkPace = (stored: readonly StoredCode[]): void => {
    // Clocks of two containers may disagree on when the hour is over.
    const windowMs = HOUR_MS - 2 * universe.skewMs;
    let from = Number.NEGATIVE_INFINITY;
    let sent = 0;
    for (const { requestedAtMs, email, name } of stored) {
      if (requestedAtMs - from >= windowMs) {
        from = requestedAtMs;
        sent = 0;
      }
      sent += 1;
      if (sent > MOST_AN_HOUR) report('P4', `${email} gets ${sent} codes for ${name} in an hour`);
    }
  };

  const checkSent = (stored: readonly StoredCode[]): void => {
    const last = stored.at(-1);
    if (last === undefined || used.has(last.nonce) || record.exhausted.has(last.nonce)) return;
    const { email, requestedAtMs, name } = last;
    // On other days trouble may last longer than half an hour; an invitation outlives all of it.
    if (!universe.kernel.isCalm && !name.startsWith('invitation')) return;
    const mail = universe.resend
      .emails()
      .find(({ to, at }) => to.includes(email) && Date.parse(at) >= requestedAtMs - universe.skewMs);
    if (mail === undefined) report('P5', `${email} was promised a code for ${name}, and none was sent`);
  };

  return {
    guesses: (): number => [...told.values()].flat().filter(({ isAccepted }) => !isAccepted).length,
    used: (): number => used.size,
    /** Once all is at rest. */
    check(): void {
      for (const stored of record.codes.values()) {
        checkPace(stored);
        checkSent(stored);
      }
    },
  };
};
