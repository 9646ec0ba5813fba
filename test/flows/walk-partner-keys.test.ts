import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partnerRoutes } from '../../functions/contracts/api/partner.ts';
import { partnerWebhookRoutes } from '../../functions/contracts/api/partner-webhooks.ts';
import { type Answered, audienceOf, breachOf, type Operation, operations } from '../support/api-document.ts';
import { type ApiIds, addressOf, exampleOf } from '../support/api-examples.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { hostileKeys } from '../support/hostile-keys.ts';
import { malformedRequests } from '../support/malformed-requests.ts';
import { NOT_YET } from '../support/not-yet.ts';
import { operatorsOf, type SignedInOperator } from '../support/operators.ts';
import { ALL_SCOPES, openFor, type Partner, partnersOf, webhooksOf } from '../support/partners.ts';
import { type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type RawApi, type RawRequest, rawApi } from '../support/raw-api.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { type FlowWorld, type Row, startFlowWorld } from '../support/world.ts';

const MINUTE_MS = 60_000;
const ROUTES = { ...partnerRoutes, ...partnerWebhookRoutes };

let world: FlowWorld;
let people: People;
let api: RawApi;
let owner: SignedIn;
let operator: SignedInOperator;
let partners: ReturnType<typeof partnersOf>;
let partner: Partner;
let ids: ApiIds;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;

beforeAll(async () => {
  world = await startFlowWorld(MONDAY_MORNING, { store: 'memory' });
  people = peopleOf(world);
  api = rawApi(ownAddress(world), asTheDistribution(world));
  owner = await people.aPerson();
  operator = await operatorsOf(world, people).anOperator();
  partners = partnersOf(people, operator);
  partner = await partners.aPartner();
  receiver = await startWebhookReceiver();
  ids = {
    businessId: 'biz_none00',
    personId: owner.personId,
    callId: 'call_none',
    appointmentId: 'apt_none00',
    customerId: `cus_${'a'.repeat(26)}`,
    partnerId: partner.id,
    keyId: partner.keyId,
    partnerBusinessId: await openFor(people, partner, 'walked@people.example', { line: { areaCode: '512' } }),
    ...(await webhooksOf(people, partner, receiver.url)),
  };
});
afterAll(async () => {
  api?.close();
  await world?.stop();
  await receiver?.stop();
});

const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);
const routes = operations.filter((one) => audienceOf(one) === 'partners');
const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

let asked = 0;
const ask = (operation: Operation, given: Partial<RawRequest> & { readonly query?: string }) => {
  const example = exampleOf(operation, ids);
  // A month is always asked for: without it nothing else of a query is looked at.
  const { month } = example.query;
  const least: Readonly<Record<string, string>> = month === undefined ? {} : { month };
  const at = addressOf(operation, given.at === undefined ? example : { ...example, query: least });
  const query = given.at ?? given.query;
  const body = given.body ?? (example.body && JSON.stringify(example.body));
  asked += 1;
  return api.ask({
    method: operation.method,
    at: query ? `${at}${at.includes('?') ? '&' : '?'}${query}` : at,
    headers: { ...(operation.creates && { 'idempotency-key': `walker-${asked}` }), ...given.headers },
    ...(body !== undefined && { body }),
  });
};

const unlike = (route: Operation, by: string, answer: Answered, status: number, title?: string): string[] => {
  const breach = answer.status === 431 ? undefined : breachOf(route, answer);
  const isRight = answer.status === status && (!title || answer.text.includes(`"title":"${title}"`));
  return breach || !isRight ? [`${route.key} by ${by}: ${breach ?? `${answer.status} ${answer.text}`}`] : [];
};

/** What is counted of a key that was let in is no change of anything. */
const isCount = ({ pk }: Row): boolean => /^PARTNER#\w+#(USAGE|LIMITS)$/.test(String(pk));

const nothingChanges = async (during: () => Promise<void>, but: (row: Row) => boolean = () => false) => {
  await world.atRest();
  const all = async () => (await world.rows()).filter((row) => !but(row));
  const before = await all();
  await during();
  expect(await all()).toEqual(before);
};

describe('every route of partners [O2, C3]', () => {
  it('is one of thirteen and more, and asks for a key', () => {
    expect(routes.map(({ id }) => id).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
    expect(routes.every(({ access }) => access.who === 'partner')).toBe(true);
  });

  it('refuses every key that opens nothing by one and the same answer, and nobody reads or changes anything', async () => {
    const [revoked, suspended, over] = [
      await partners.aPartner(),
      await partners.aPartner(),
      await partners.aPartner(),
    ];
    await partners.asOperator('DELETE', `/${revoked.id}/keys/${revoked.keyId}`);
    await partners.asOperator('POST', `/${suspended.id}/suspend`);
    const rotated = await partners.asOperator('POST', `/${over.id}/keys/${over.keyId}/rotate`, {
      key: 'end-at-once',
      body: {},
    });
    expect(rotated.status).toBe(201);
    const keys = hostileKeys({
      ...partner,
      ended: {
        'one that was revoked': revoked.secret,
        'one of a suspended partner': suspended.secret,
        'one that is over': over.secret,
      },
      tokens: {
        "an owner's token": owner.tokens.accessToken,
        "an operator's token": operator.tokens.accessToken,
      },
    });
    const told = new Set<string>();
    await nothingChanges(async () => {
      const found: string[] = [];
      for (const { name, status = 401, ...shown } of keys) {
        for (const route of routes) {
          const answer = await ask(route, shown);
          const title = status === 401 ? 'key_invalid' : undefined;
          found.push(...unlike(route, name, answer, status, title));
          if (status === 401) told.add(answer.text.replace(/"requestId":"[^"]+"/, ''));
        }
      }
      expect(found).toEqual([]);
    });
    expect(told.size).toBe(1);
    expect(keys.length).toBeGreaterThan(25);
  });

  it('refuses a key without its scope, and says so', async () => {
    const found: string[] = [];
    for (const scope of ALL_SCOPES) {
      const without = await partners.aPartner(ALL_SCOPES.filter((one) => one !== scope));
      const asking = routes.filter(({ id }) => {
        const { access } = ROUTES[id as keyof typeof ROUTES];
        return access.scope === scope;
      });
      expect(asking.length).toBeGreaterThan(0);
      await nothingChanges(async () => {
        for (const route of asking) {
          const answer = await ask(route, bearer(without.secret));
          found.push(...unlike(route, `one without ${scope}`, answer, 403, 'not_allowed'));
        }
      }, isCount);
    }
    expect(found).toEqual([]);
  });

  it('tells another partner that there is no such business', async () => {
    const other = await partners.aPartner();
    const naming = routes.filter(({ pathNames }) => pathNames.includes('businessId'));

    await nothingChanges(async () => {
      for (const route of naming) {
        const answer = await ask(route, bearer(other.secret));
        expect(unlike(route, 'another partner', answer, 404, 'business_not_found')).toEqual([]);
      }
    }, isCount);
    expect(naming.length).toBeGreaterThan(0);
  });

  it('tells another partner that there is no such endpoint', async () => {
    const other = await partners.aPartner();
    const naming = routes.filter(({ pathNames }) => pathNames.includes('endpointId'));

    await nothingChanges(
      async () => {
        for (const route of naming) {
          const answer = await ask(route, bearer(other.secret));
          expect(unlike(route, 'another partner', answer, 404, 'endpoint_not_found')).toEqual([]);
        }
      },
      // That it was asked under an Idempotency-Key is let go again.
      isCount,
    );
    expect(naming.length).toBeGreaterThan(5);
  });

  it('forgets within a minute a key that was revoked while it was in use', async () => {
    const revoked = await partners.aPartner();
    for (const route of routes.filter(({ method }) => method === 'GET'))
      expect((await ask(route, bearer(revoked.secret))).status).not.toBe(401);
    await partners.asOperator('DELETE', `/${revoked.id}/keys/${revoked.keyId}`);
    pass(MINUTE_MS);

    await nothingChanges(async () => {
      for (const route of routes) {
        const answer = await ask(route, bearer(revoked.secret));
        expect(unlike(route, 'one revoked', answer, 401, 'key_invalid')).toEqual([]);
      }
    });
  });

  it('refuses what is no request at all, by a code of its own, and changes nothing', async () => {
    const found: string[] = [];
    await nothingChanges(async () => {
      for (const route of routes) {
        const { body } = exampleOf(route, ids);
        for (const { name, request, statuses } of malformedRequests(route, body && JSON.stringify(body))) {
          const { authorization } = bearer(partner.secret).headers;
          const answer = await ask(route, { ...request, headers: { authorization, ...request.headers } });
          const breach = breachOf(route, answer);
          if (breach || !statuses.includes(answer.status))
            found.push(`${route.id} with ${name}: ${breach ?? `${answer.status} ${answer.text}`}`);
        }
      }
    }, isCount);
    expect(found).toEqual([]);
  });

  it('does what its partner asks: it is the key that was wrong, not the request', async () => {
    const found: string[] = [];
    for (const route of routes) {
      const answer = await ask(route, bearer(partner.secret));
      found.push(...unlike(route, 'its partner', answer, NOT_YET[route.id] ?? route.done));
    }
    expect(found).toEqual([]);
  });

  it('has keys that open no route of owners and operators', async () => {
    const others = operations.filter((one) => one.access.who !== 'anyone' && audienceOf(one) !== 'partners');
    await nothingChanges(async () => {
      const answers = await Promise.all(others.map((route) => ask(route, bearer(partner.secret))));
      expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    });
    expect(others.length).toBeGreaterThan(30);
  });
});
