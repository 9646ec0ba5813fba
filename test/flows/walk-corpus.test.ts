import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answered,
  operations as all,
  audienceOf,
  breachOf,
  type Operation,
} from '../support/api-document.ts';
import { type ApiIds, exampleOf } from '../support/api-examples.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { hostileTexts, hostileValues, PRIVILEGED } from '../support/hostile-values.ts';
import { type ApiEvent, inProcessApi } from '../support/in-process-api.ts';
import { type Belongings, playJourney } from '../support/journey.ts';
import { memoryTable } from '../support/memory-database.ts';
import { operatorsOf, type SignedInOperator } from '../support/operators.ts';
import { openFor, type Partner, partnersOf, webhooksOf } from '../support/partners.ts';
import { type People, peopleOf } from '../support/people.ts';
import { PLAYS_ALL } from '../support/plays-all.ts';
import { poolAccountsOf } from '../support/pool-accounts.ts';
import { type Json, type Place, placesOf, withField } from '../support/request-places.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let owner: Belongings;
let ids: ApiIds;
let operator: SignedInOperator;
let partner: Partner;
let rows: readonly Row[];
let authorizers: Readonly<Record<'owners' | 'operators', ApiEvent['requestContext']['authorizer']>>;

// What asks vendors is walked by itself.
const operations = all.filter((one) => one.at !== '/v1/health/env');
let accounts: ReturnType<typeof poolAccountsOf>;

beforeAll(async () => {
  const seen: ApiEvent[] = [];
  world = await startFlowWorld(MONDAY_MORNING, {
    store: 'memory',
    onInvoke: (name, payload) => name.startsWith('api/') && seen.push(payload as ApiEvent),
  });
  people = peopleOf(world);
  owner = await playJourney(world, people, 'first');
  await people.api('GET', '/v1/me', { token: owner.owner.tokens.accessToken });
  const ofOwner = seen.at(-1)?.requestContext.authorizer;
  const operators = operatorsOf(world, people);
  operator = await operators.anOperator();
  const another = await operators.anOperator();
  await people.api('GET', '/v1/operator/me', { token: operator.tokens.accessToken });
  authorizers = { owners: ofOwner, operators: seen.at(-1)?.requestContext.authorizer };
  accounts = poolAccountsOf(world);
  await people.api('POST', '/v1/sign-up', { body: { email: 'walker@people.example', name: 'Wanda' } });
  await people.api('POST', '/v1/password/forgotten', { body: { email: owner.staff.email } });
  await people.api('POST', `/v1/businesses/${owner.business.id}/team/invitations`, {
    token: owner.owner.tokens.accessToken,
    key: 'invite-joining',
    body: { email: 'joining@people.example', role: 'staff' },
  });
  await people.api('POST', '/v1/operator/password/forgotten', { body: { email: another.email } });
  await operators.command('joining@operators.example');
  const sent = async (email: string, mails = 1) => ({ email, code: await people.codeFor(email, mails) });
  const codes = {
    signUp: await sent('walker@people.example'),
    reset: await sent(owner.staff.email, 2),
    invitation: await sent('joining@people.example'),
    operatorReset: await sent(another.email, 2),
    operatorInvitation: await sent('joining@operators.example'),
  };
  partner = await partnersOf(people, operator).aPartner();
  const partnerBusinessId = await openFor(people, partner, 'walked@people.example');
  const receiver = await startWebhookReceiver();
  const webhooks = await webhooksOf(people, partner, receiver.url);
  await world.atRest();
  await receiver.stop();
  // Its key begins like what somebody may ask for as a call.
  const leg = { pk: `BIZ#${owner.business.id}#CALLS`, sk: 'LEG#leg_1', v: 1, id: 'leg_1' };
  rows = [...(await world.rows()), leg];
  ids = {
    codes,
    businessId: owner.business.id,
    personId: owner.staff.personId,
    callId: String(owner.ids.call),
    appointmentId: String(owner.ids.appointment),
    customerId: String(owner.ids.customer),
    operatorId: another.personId,
    partnerId: partner.id,
    keyId: partner.keyId,
    partnerBusinessId,
    ...webhooks,
  };
});
afterAll(async () => {
  accounts?.close();
  await world?.stop();
});

const asItWas = () => {
  const nowMs = world.clock.now();
  return inProcessApi({
    table: memoryTable(rows, () => nowMs),
    accounts: accounts.of(owner.owner.tokens.accessToken, nowMs),
    operatorAccounts: accounts.of(operator.tokens.accessToken, nowMs),
    codeKeys: world.secret.codes.keys,
    nowMs,
    transcript: () => 'What was said.',
  });
};

let made = 0;

const eventOf = (operation: Operation): ApiEvent => {
  const { path, query, body } = exampleOf(operation, ids);
  made += 1;
  const audience = audienceOf(operation);
  const { accessToken } = (audience === 'operators' ? operator : owner.owner).tokens;
  const authorizer = audience === 'partners' ? undefined : authorizers[audience];
  const token = audience === 'partners' ? partner.secret : accessToken;
  return {
    routeKey: operation.key,
    headers: {
      'content-type': 'application/json',
      ...(operation.creates && { 'idempotency-key': `hostile-${made}` }),
      authorization: `Bearer ${token}`,
    },
    pathParameters: path,
    queryStringParameters: query,
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: { requestId: `request-${made}`, ...(authorizer && { authorizer }) },
  };
};

const fieldsOf = ({ text }: Answered): readonly string[] =>
  (JSON.parse(text) as { fields?: readonly string[] }).fields ?? [];

/** Whether one of the fields that an answer names is the place, or around it, or in it. */
const isNamed = (place: Place, fields: readonly string[]): boolean => {
  const path = place.name.split('.').slice(1).join('.');
  return (
    path === '' ||
    fields.some((field) => `${path}.`.startsWith(`${field}.`) || `${field}.`.startsWith(`${path}.`))
  );
};

const short = (value: unknown): string => JSON.stringify(value).slice(0, 60);

const faultOf = (operation: Operation, place: Place, value: Json, answer: Answered): string | undefined => {
  const what = `${operation.id} with ${place.name} = ${short(value)}`;
  const breach = breachOf(operation, answer);
  if (breach) return `${what} ${breach}`;
  if (answer.status < 400) return undefined;
  const said = JSON.stringify(value).slice(1, -1).slice(0, 200);
  if (said.length > 4 && answer.text.includes(said)) return `${what} says it again: ${answer.text}`;
  if (answer.text.includes('"invalid_arguments"') && !isNamed(place, fieldsOf(answer)))
    return `${what} does not name its field: ${answer.text}`;
  return undefined;
};

/** Of the values each place meets every so many, the next place those beside them: every place and every value is met. */
const ONE_IN = PLAYS_ALL ? 1 : 4;

describe('every value of every request [C3]', () => {
  it('refuses or takes whatever stands in it, and never fails (functions called in process, rows in memory)', async () => {
    const found = new Set<string>();
    let sent = 0;
    let reached = 0;
    for (const operation of operations) {
      const event = eventOf(operation);
      // A cursor of nobody's would be refused before anything else is looked at.
      const withCursor = { ...event, queryStringParameters: { ...event.queryStringParameters, cursor: '-' } };
      const places = [
        ...placesOf(event, true),
        ...(operation.queryNames.includes('cursor') ? placesOf(withCursor) : []),
      ];
      for (const place of places) {
        let api = asItWas();
        reached += 1;
        const values = place.isBody ? [...hostileTexts, ...hostileValues] : hostileTexts;
        for (const value of values.filter((_, index) => (index + reached) % ONE_IN === 0)) {
          const answer = await api.ask(place.put(value));
          sent += 1;
          const fault = faultOf(operation, place, value, answer);
          if (fault) found.add(fault);
          if (answer.status < 300) api = asItWas();
        }
      }
    }
    expect([...found]).toEqual([]);
    expect(sent).toBeGreaterThan(15_000 / ONE_IN);
  });

  it('begins a list at `from`, ends it before `until` and goes on from any cursor of it', async () => {
    const listCalls = operations.find(({ id }) => id === 'listCalls') as Operation;
    const event = eventOf(listCalls);
    const api = asItWas();
    const ask = async (query: Readonly<Record<string, string>>) =>
      JSON.parse((await api.ask({ ...event, queryStringParameters: query })).text) as {
        readonly items: readonly { readonly startedAt: string }[];
        readonly next?: string;
      };
    const { items, next = '' } = await ask({ limit: '1' });
    const startedAt = String(items[0]?.startedAt);
    const after = new Date(Date.parse(startedAt) + 1).toISOString();

    expect(items).toHaveLength(1);
    expect((await ask({ from: startedAt, until: after })).items).toEqual(items);
    expect((await ask({ from: startedAt.replace(/\.\d+Z/, 'Z'), until: after })).items).toEqual(items);
    expect((await ask({ until: startedAt })).items).toEqual([]);
    expect((await ask({ from: after })).items).toEqual([]);
    expect(await ask({ cursor: next })).toEqual({ items: [] });
    expect(await ask({ until: '0000-01-01T00:00:00Z' })).toEqual({ items: [] });
    expect(await ask({ cursor: next, from: after })).toMatchObject({ title: 'cursor_invalid' });
  });

  it('F-TEN-3: refuses every field that nobody may send, by its name, and every one that is missing', async () => {
    const found = new Set<string>();
    const api = asItWas();
    for (const operation of operations) {
      const event = eventOf(operation);
      const expectNamed = async (what: string, field: string, changed: ApiEvent) => {
        const answer = await api.ask(changed);
        const breach = breachOf(operation, answer);
        if (breach || answer.status !== 422 || !fieldsOf(answer).includes(field))
          found.add(`${operation.id} ${what}: ${breach ?? answer.text}`);
      };
      for (const name of PRIVILEGED) {
        const query = Object.fromEntries([...Object.entries(event.queryStringParameters ?? {}), [name, '1']]);
        if (name !== '') await expectNamed(`with ?${name}`, name, { ...event, queryStringParameters: query });
        for (const { where, body } of withField(event, name)) {
          const field = [where, name].filter((part, at) => at > 0 || part !== '').join('.');
          await expectNamed(`with ${field}`, field, { ...event, body });
        }
      }
      for (const name of (operation.body?.required ?? []) as string[]) {
        const { [name]: _, ...body } = JSON.parse(String(event.body)) as Record<string, unknown>;
        await expectNamed(`without ${name}`, name, { ...event, body: JSON.stringify(body) });
      }
    }
    expect([...found]).toEqual([]);
  });
});
