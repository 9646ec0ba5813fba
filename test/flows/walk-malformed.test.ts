import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations as all, audienceOf, breachOf, type Operation } from '../support/api-document.ts';
import { type ApiIds, addressOf, exampleOf } from '../support/api-examples.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { withoutCounts } from '../support/counted-rows.ts';
import type { ApiEvent } from '../support/in-process-api.ts';
import { type Malformed, malformedRequests } from '../support/malformed-requests.ts';
import { operatorsOf, type SignedInOperator } from '../support/operators.ts';
import { describedBusiness, PASSWORD, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type RawApi, rawApi } from '../support/raw-api.ts';
import { type Json, placesOf } from '../support/request-places.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let api: RawApi;
let owner: SignedIn;
let operator: SignedInOperator;
let ids: ApiIds;

/** Partners' keys are walked by themselves. */
const operations = all.filter((one) => audienceOf(one) !== 'partners');

beforeAll(async () => {
  world = await startFlowWorld(MONDAY_MORNING, { store: 'memory' });
  people = peopleOf(world);
  api = rawApi(ownAddress(world), asTheDistribution(world));
  owner = await people.aPerson();
  operator = await operatorsOf(world, people).anOperator();
  const opened = await people.api('POST', '/v1/businesses', {
    token: owner.tokens.accessToken,
    key: 'open-for-walkers',
    body: describedBusiness(owner.email),
  });
  const businessId = (opened.body as { id: string }).id;
  ids = {
    businessId,
    personId: owner.personId,
    callId: 'call_none',
    appointmentId: 'apt_none00',
    customerId: `cus_${'a'.repeat(26)}`,
    operatorId: '00000000-0000-4000-8000-000000000000',
    partnerId: 'ptr_none00',
    keyId: 'key_none00',
  };
});
afterAll(async () => {
  api?.close();
  await world?.stop();
});

let asked = 0;

const headersOf = (operation: Operation) => {
  const { access, creates, body } = operation;
  const { tokens } = audienceOf(operation) === 'operators' ? operator : owner;
  asked += 1;
  return {
    ...(body && { 'content-type': 'application/json' }),
    ...(access.who !== 'anyone' && { authorization: `Bearer ${tokens.accessToken}` }),
    ...(creates && { 'idempotency-key': `walker-${asked}` }),
  };
};

const ask = (operation: Operation, { request: { at: query, headers, body } }: Malformed) => {
  const example = exampleOf(operation, ids);
  const at = addressOf(operation, query ? { ...example, query: {} } : example);
  const sent = body ?? (example.body && JSON.stringify(example.body));
  return api.ask({
    method: operation.method,
    at: query ? `${at}?${query}` : at,
    headers: { ...headersOf(operation), ...headers },
    ...(sent !== undefined && { body: sent }),
  });
};

describe('every route over HTTP [C3]', () => {
  it('refuses what is no request at all, by a code of its own, and changes nothing', async () => {
    await world.atRest();
    const before = withoutCounts(await world.rows());
    const found: string[] = [];
    let sent = 0;
    for (const operation of operations) {
      const { body } = exampleOf(operation, ids);
      const malformed = malformedRequests(operation, body && JSON.stringify(body));
      await Promise.all(
        malformed.map(async (each) => {
          const answer = await ask(operation, each);
          sent += 1;
          const isRefused = each.statuses.includes(answer.status);
          const breach =
            breachOf(operation, answer) ?? (isRefused ? undefined : `${answer.status} ${answer.text}`);
          if (breach) found.push(`${operation.id} with ${each.name}: ${breach}`);
        }),
      );
    }
    expect(found).toEqual([]);
    expect(sent).toBeGreaterThan(400);
    expect(withoutCounts(await world.rows())).toEqual(before);
  });

  it('is found under its own path and method only', async () => {
    const { businessId } = ids;
    const strays = [
      ...[...new Set(operations.map(({ at }) => at))].flatMap((at) => {
        const address = addressOf({ at }, { path: { ...ids, codes: '' } as never, query: {} });
        return ['HEAD', 'TRACE', 'PROPFIND', 'OPTIONS'].map((method) => ({ method, at: address }));
      }),
      ...[
        `/v1/businesses/${businessId}/`,
        `/v1/businesses//${businessId}`,
        `/v1/businesses/${businessId}%2fcalls/x/y`,
        `/V1/me`,
        '/v1//me',
        '/v1/me%00',
        '/v1/%6de%2f',
        '/prod/v1/me',
        '/.env',
        '/',
      ].map((at) => ({ method: 'GET', at })),
    ];
    const answers = await Promise.all(
      strays.map(async (stray) => {
        const headers = { authorization: `Bearer ${owner.tokens.accessToken}` };
        const { status } = await api.ask({ ...stray, headers });
        return `${stray.method} ${stray.at} ${status}`;
      }),
    );
    expect(answers.filter((answer) => !answer.endsWith(' 404'))).toEqual([]);
  });
});

describe('what people send [C3]', () => {
  const SECRETS = {
    email: 'canary.kx7@people.example',
    phone: '+15125557139',
    name: 'Canary Quuxname',
    password: 'canary-passphrase-kx7',
    code: '48151623',
    totp: '481516',
    token: 'canary-token-kx7-0123456789',
    address: '77 Canary Street',
  };
  const everything = Object.values(SECRETS).join(' ');

  /** The example with every value of its kind a canary. */
  const planted = (body: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(body, (field, value: Json) => {
      if (field === 'email') return SECRETS.email;
      if (field === 'name' || field === 'trade') return SECRETS.name;
      if (field === 'password') return SECRETS.password;
      if (field === 'code') return value === '123456' ? SECRETS.totp : SECRETS.code;
      if (field === 'phones') return [SECRETS.phone];
      if (field === 'transferNumber') return SECRETS.phone;
      if (field === 'address') return SECRETS.address;
      return field === 'challenge' || field === 'refreshToken' ? SECRETS.token : value;
    });

  it('stands in no line of a log and in no metric, wherever it is sent', async () => {
    const from = world.lines.length;
    const bodies: string[] = [];
    for (const operation of operations) {
      if (operation.id.startsWith('signOut')) continue;
      const example = exampleOf(operation, ids);
      const send = (at: string, body: string | undefined, headers = {}) =>
        api.ask({
          method: operation.method,
          at,
          headers: {
            ...headersOf(operation),
            'user-agent': everything,
            cookie: `session=${SECRETS.token}`,
            'x-request-id': SECRETS.token,
            ...headers,
          },
          ...(body !== undefined && { body }),
        });
      const at = addressOf(operation, example);
      await send(at, example.body && planted(example.body));
      if (operation.creates) await send(at, JSON.stringify(example.body), { 'idempotency-key': everything });
      const event: ApiEvent = {
        routeKey: operation.key,
        headers: {},
        pathParameters: example.path,
        queryStringParameters: { ...example.query, [SECRETS.email]: SECRETS.phone },
        ...(example.body && { body: JSON.stringify({ ...example.body, [everything]: everything }) }),
        isBase64Encoded: false,
        requestContext: { requestId: 'walker' },
      };
      await Promise.all(
        placesOf(event, true).map(async ({ put }) => {
          const { pathParameters = {}, queryStringParameters = {}, body } = put(everything);
          const answer = await send(
            addressOf(operation, { path: pathParameters, query: queryStringParameters }),
            body,
          );
          bodies.push(answer.text, JSON.stringify(answer.headers));
        }),
      );
    }
    await world.atRest();

    const lines = world.lines.slice(from).filter(({ source }) => source.startsWith('function:'));
    const leaks = [
      ...Object.values(SECRETS),
      PASSWORD,
      owner.email,
      owner.tokens.accessToken,
      operator.tokens.accessToken,
    ];
    const spelled = leaks.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]);
    const saying = lines.filter(({ text }) => spelled.some((secret) => text.includes(secret)));
    expect(saying.map(({ source, text }) => `${source} ${text.slice(0, 400)}`)).toEqual([]);
    expect(lines.filter(({ text }) => /api\.failed|"level":"ERROR"/.test(text))).toEqual([]);
    expect(lines.filter(({ text }) => text.includes('api.refused')).length).toBeGreaterThan(100);
    expect(lines.filter(({ text }) => text.includes('ApiRefused_')).length).toBeGreaterThan(100);
    // A name of a field is told back, its value never.
    const values = [SECRETS.phone, SECRETS.password, SECRETS.token].map((value) => encodeURIComponent(value));
    expect(bodies.filter((text) => values.some((value) => text.includes(value)))).toEqual([]);
  });
});
