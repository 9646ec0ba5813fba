import { REFUSAL_CODES } from '../../../functions/contracts/refusal-codes.ts';
import type { Exchange } from '../cloud/api.ts';
import type { Universe } from '../world/universe.ts';
import { type PeopleRecord, settingsOf } from './people-record.ts';
import type { Report } from './violation.ts';

/** How long a container may remember that somebody may pass. */
const REMEMBERED_MS = 60_000;
const CODES = new Set<unknown>([...REFUSAL_CODES, 'internal']);
/** Asked for too much at once: that needs no fault. */
const BUSY = 'busy_try_again';

/** Whether who asked was let in, whatever came of it; undefined: nobody knows. */
const isLetIn = ({ status, answer }: Exchange): boolean | undefined => {
  if (status === undefined || status >= 500) return undefined;
  return (
    !['session_ended', 'business_not_found', 'not_allowed'].includes(String(answer.title)) && status !== 401
  );
};

export type SeenAnswers = {
  readonly all: readonly Exchange[];
  /** Let in by a container that remembered them, and refused once nobody did. */
  letInAfterwards: number;
  refusedAfterwards: number;
};

/** What may be answered to a repeat too: who asks may no longer, or the first is still running. */
const PASSING = new Set(['request_running', 'session_ended', 'business_not_found', 'not_allowed']);

/** Looks at every answer of the API in the moment in which it is given. */
export const watchAnswers = (universe: Universe, record: PeopleRecord, report: Report): SeenAnswers => {
  const all: Exchange[] = [];
  const seen = { all, letInAfterwards: 0, refusedAfterwards: 0 };
  const first = new Map<string, Exchange>();

  /** When a session was over because all were, however late it began. */
  const endsOf = (person: string, session: string): number[] => {
    const acceptedAt = universe.cognito.acceptedAt(session) ?? 0;
    const farewells = record.farewells.get(person) ?? [];
    return farewells.filter(({ of }) => acceptedAt < of).map(({ at }) => at);
  };

  const standing = (exchange: Exchange): void => {
    const { personId, sessionId, access, path, askedAt, route } = exchange;
    if (personId === undefined || access.who === 'anyone') return;
    const letIn = isLetIn(exchange);
    if (letIn === undefined) return;
    const ofBusiness = access.who === 'member' && `${personId} ${path?.businessId}`;
    const isForOwners = access.who === 'member' && !access.roles.includes('staff');
    const ends = [
      record.endedAt.get(personId),
      record.endedAt.get(String(sessionId)),
      ...endsOf(personId, String(sessionId)),
      ofBusiness && record.lostAt.get(ofBusiness),
      ofBusiness && isForOwners && record.lostAt.get(`${ofBusiness} owner`),
    ].filter((at) => typeof at === 'number' && at <= askedAt) as number[];
    if (ends.length === 0) return;
    if (letIn) seen.letInAfterwards += 1;
    else seen.refusedAfterwards += 1;
    const late = askedAt - Math.min(...ends);
    if (letIn && late >= REMEMBERED_MS)
      report('P1', `${personId} passes ${route} ${Math.round(late / 1000)} s after they no longer may`);
  };

  /** Who is told that sessions have ended can count on it. */
  const farewells = ({ route, status, personId, sessionId, path, body, askedAt, at }: Exchange): void => {
    if (status !== 204) return;
    if (route === 'signOut') record.saidToEnd(String(sessionId), at);
    if (route === 'setPersonState' && body?.state === 'disabled')
      record.saidToEndAll(String(path?.personId), { of: askedAt, at });
    const person = route === 'resetPassword' ? record.personOf.get(String(body?.email)) : personId;
    if (route !== 'resetPassword' && route !== 'signOutEverywhere') return;
    record.saidToEndAll(String(person), { of: askedAt, at });
  };

  const coded = ({ status, answer, text, route, isTroubled }: Exchange): void => {
    if (status === undefined || (status >= 200 && status < 300)) return;
    if (status === 401 && text === '{"message":"Unauthorized"}') return;
    const isCoded = CODES.has(answer.title) && answer.status === status;
    if (!isCoded && !(status === 500 && isTroubled))
      report('E4', `${route} answers ${status} ${text.slice(0, 200)}`);
    if (status >= 500 && !isTroubled && answer.title !== BUSY)
      report('E4', `${route} answers ${status} ${text.slice(0, 100)}, and nothing went wrong`);
  };

  const keyed = (exchange: Exchange): void => {
    const { key, personId, path, status, text, body, route } = exchange;
    if (key === undefined || status === undefined) return;
    const id = `${personId} ${path?.businessId} ${key}`;
    const before = first.get(id);
    const isSame = before !== undefined && JSON.stringify(before.body) === JSON.stringify(body);
    if (isSame && status >= 400 && status < 500 && !PASSING.has(String(exchange.answer.title)))
      report('I1', `${route} under ${key} answers ${text} after it answered ${before.text}`);
    if (status >= 300) return;
    if (before === undefined) return void first.set(id, exchange);
    if (before.status !== status || before.text !== text)
      report('I1', `${route} under ${key} answers ${text} after it answered ${before.text}`);
    if (!isSame) report('I1', `${route} under ${key} accepts another body: ${text}`);
  };

  /** What was opened is what was asked for, also where an earlier request under the key was cut off. */
  const opened = ({ route, status, answer, body, key }: Exchange): void => {
    if (route !== 'openBusiness' || status !== 201) return;
    const row = universe.row(`BIZ#${answer.id}#SCHEDULE`, '0#CFG');
    if (row?.name !== body?.name) report('I1', `under ${key} ${body?.name} was opened, and is ${row?.name}`);
  };

  const settings = ({ route, status, answer, path, body }: Exchange): void => {
    if (route !== 'changeBusiness' || status !== 200) return;
    const version = `${path?.businessId} ${answer.settingsVersion}`;
    const written = record.settings.get(version);
    if (written !== settingsOf(answer))
      report('G1', `${version}: ${JSON.stringify(body)} was accepted and is lost: ${written}`);
  };

  const tenancy = ({ access, status, path, text, route }: Exchange): void => {
    if (access.who !== 'member' || status === undefined || status >= 300) return;
    const own = String(path?.businessId);
    for (const [id] of text.matchAll(/\bbiz_[a-z0-9]+/g))
      if (id !== own && universe.businesses.some((one) => one.id === id))
        report('T2', `${route} of ${own} tells of ${id}`);
    for (const [id] of text.matchAll(/\bapt_[a-z0-9]+/g))
      if (universe.row(`BIZ#${own}#APPOINTMENTS`, id) === undefined)
        report('T2', `${route} of ${own} tells of ${id}, which is not its own`);
  };

  universe.api.watch((exchange) => {
    all.push(exchange);
    standing(exchange);
    farewells(exchange);
    coded(exchange);
    keyed(exchange);
    opened(exchange);
    settings(exchange);
    tenancy(exchange);
  });
  return seen;
};
