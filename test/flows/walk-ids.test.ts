import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '../../functions/contracts/refusal-codes.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import type { Accounts } from '../../functions/domain/person/ports.ts';
import { type Answered, audienceOf, breachOf, operations } from '../support/api-document.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { type ApiEvent, inProcessApi } from '../support/in-process-api.ts';
import { type Belongings, playJourney } from '../support/journey.ts';
import { memoryTable } from '../support/memory-database.ts';
import { type People, peopleOf } from '../support/people.ts';
import { placesOf } from '../support/request-places.ts';
import { idsToSwap } from '../support/swapped-ids.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let theirs: Belongings;
let mine: Belongings;
let rows: readonly Row[];
/** What API Gateway handed over while the other business's journey was played. */
const journey: ApiEvent[] = [];
/** What it hands over of my own token. */
let myHeader: string;
let myAuthorizer: ApiEvent['requestContext']['authorizer'];

beforeAll(async () => {
  const seen: ApiEvent[] = [];
  world = await startFlowWorld(MONDAY_MORNING, {
    store: 'memory',
    onInvoke: (name, payload) => name.startsWith('api/') && seen.push(payload as ApiEvent),
  });
  people = peopleOf(world);
  theirs = await playJourney(world, people, 'first');
  journey.push(...seen.splice(0));
  mine = await playJourney(world, people, 'second');
  await people.api('GET', '/v1/me', { token: mine.owner.tokens.accessToken });
  const mineSeen = seen.at(-1);
  myAuthorizer = mineSeen?.requestContext.authorizer;
  myHeader = String(mineSeen?.headers.authorization);
  rows = await world.rows();
});
afterAll(() => world?.stop());

const isTheirs = (pk: string): boolean =>
  [theirs.ids.business, theirs.ids.opened].some((id) => pk.startsWith(`BIZ#${id}#`)) ||
  [theirs.owner, theirs.staff].some(({ personId }) => pk === `PERSON#${personId}`);

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** What was asked at their addresses: anybody may ask that, so it may change; what it tells of them is theirs. */
const isAtTheirAddress = ({ pk, email }: Row): boolean =>
  String(pk).startsWith('ADDRESS#') && [theirs.owner, theirs.staff].some((person) => person.email === email);

/** What only their rows hold: no answer to me may have it, unless I said it myself. */
const secretsOf = (): readonly string[] => {
  const of = (wanted: (row: Row) => boolean) => new Set(rows.filter(wanted).flatMap(textsIn));
  const ofTheirs = (row: Row) => isTheirs(String(row.pk)) || isAtTheirAddress(row);
  const others = of((row) => !ofTheirs(row));
  // A code is no secret; which of them stand in rows hangs on who was faster.
  const codes: readonly string[] = REFUSAL_CODES;
  return [...of(ofTheirs)].filter((text) => text.length >= 6 && !others.has(text) && !codes.includes(text));
};

/** Two businesses may do something in the same millisecond: what is told is known by no instant alone. */
const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text);

/** Nobody is let in at Cognito: what is asked of it names no business. */
const noAccounts = (): Accounts => {
  const refuse = async (): Promise<never> => {
    throw new Refusal('code_invalid');
  };
  return {
    enrol: refuse,
    setPassword: refuse,
    answerTotp: refuse,
    async signIn() {
      throw new Refusal('wrong_credentials');
    },
    async refresh() {
      throw new Refusal('session_ended');
    },
    signOutEverywhere: async () => {},
    beginTotp: async () => 'SECRET',
    finishTotp: refuse,
  };
};

/** The functions anew, with the rows as they were when both journeys were over. */
const asItWas = () => {
  const nowMs = world.clock.now();
  const table = memoryTable(rows, () => nowMs);
  const transcript = () => 'What was said.';
  const codeKeys = world.secret.codes.keys;
  return { table, api: inProcessApi({ table, accounts: noAccounts(), codeKeys, nowMs, transcript }) };
};

const asMe = (event: ApiEvent): ApiEvent => ({
  ...event,
  headers: { ...event.headers, ...(event.headers.authorization && { authorization: myHeader }) },
  requestContext: {
    ...event.requestContext,
    ...(event.requestContext.authorizer && { authorizer: myAuthorizer }),
  },
});

const onBusiness = (event: ApiEvent, businessId: string): ApiEvent => ({
  ...event,
  pathParameters: { ...event.pathParameters, businessId },
});

const operationOf = ({ routeKey }: ApiEvent) => {
  const found = operations.find(({ key }) => key === routeKey);
  if (!found) throw new Error(`the document has no ${routeKey}`);
  return found;
};

describe("another business's whole journey, played over HTTP and replayed with my token", () => {
  it('was played on every route but those of somebody who is not signed in yet', () => {
    const played = new Set(journey.map(({ routeKey }) => routeKey));
    const ofOwners = operations.filter((one) => audienceOf(one) === 'owners');
    const left = ofOwners.filter(({ key }) => !played.has(key)).map(({ id }) => id);

    expect(left.toSorted()).toEqual(['answerTotp', 'finishTotp', 'resetPassword', 'signOutEverywhere']);
  });

  it('tells its own owner, and what it tells is known by its words', async () => {
    const { api } = asItWas();
    const words = secretsOf().filter((text) => !isInstant(text));
    const reads = journey.filter(
      ({ routeKey, pathParameters }) => routeKey.startsWith('GET ') && pathParameters?.businessId,
    );

    const answers = await Promise.all(
      reads.map(async (event) => ({ id: operationOf(event).id, ...(await api.ask(event)) })),
    );

    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const told = answers.filter(({ text }) => text !== '{"items":[]}');
    const unknown = told.filter(({ text }) => !words.some((word) => text.includes(word)));
    // Numbers and times, alike for both: these are kept from me by what is reached for and by 404 alone.
    // How far an onboarding has come when the rows are taken may show one of its words, or none.
    expect(new Set([...unknown.map(({ id }) => id), 'showOnboarding'])).toEqual(
      new Set([
        ...['explainTime', 'listFreeTimes', 'showAgent', 'showBilling', 'showClosing'],
        ...['showInsights', 'showOnboarding', 'showUsage'],
      ]),
    );
    expect(told.length).toBeGreaterThan(15);
  });

  it('with every id swapped in every place reads and changes nothing of theirs [C2] (functions called in process, rows in memory)', async () => {
    const secrets = secretsOf();
    const values = idsToSwap(theirs, mine);
    const theirRows = (all: readonly Row[]) => all.filter(({ pk }) => isTheirs(String(pk)));
    const before = theirRows(rows);
    const found = new Set<string>();
    let sent = 0;
    let done = 0;

    for (const recorded of journey) {
      const operation = operationOf(recorded);
      const isOfBusiness = recorded.pathParameters?.businessId !== undefined;
      const bases = isOfBusiness
        ? [theirs.ids.business, theirs.ids.opened, mine.ids.business].map((id) =>
            onBusiness(asMe(recorded), String(id)),
          )
        : [asMe(recorded)];
      for (const base of bases) {
        const { table, api } = asItWas();
        const judge = (event: ApiEvent, answer: Answered, name: string): string | undefined => {
          const said = JSON.stringify([event.pathParameters, event.queryStringParameters, event.body]);
          const told = secrets.find((secret) => answer.text.includes(secret) && !said.includes(secret));
          if (told !== undefined) return `${name} tells ${told}`;
          const namesTheirs = isTheirs(`BIZ#${event.pathParameters?.businessId}#`);
          if (namesTheirs && answer.status !== 404) return `${name} answers ${answer.status} ${answer.text}`;
          const breach = breachOf(operation, answer);
          return breach && `${name} ${breach}`;
        };
        for (const { name, put } of placesOf(base)) {
          for (const value of values) {
            const event = put(value);
            const answer = await api.ask(event);
            sent += 1;
            if (answer.status < 300) done += 1;
            const fault = judge(event, answer, `${recorded.routeKey} with ${name} = ${value}`);
            if (fault) found.add(fault);
          }
        }
        const reached = [...table.asked].filter((pk) => pk.startsWith('BIZ#') && isTheirs(pk));
        for (const pk of reached) found.add(`${recorded.routeKey} reached for ${pk}`);
        const after = theirRows(table.rows());
        if (JSON.stringify(sorted(after)) !== JSON.stringify(sorted(before)))
          found.add(`${recorded.routeKey} changed their rows`);
      }
    }

    expect([...found]).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(20_000);
    // What I ask of my own business is done: it is theirs that is kept from me, and not the request that is wrong.
    expect(done).toBeGreaterThan(100);
  });
});

const sorted = (all: readonly Row[]): readonly Row[] =>
  all.toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
