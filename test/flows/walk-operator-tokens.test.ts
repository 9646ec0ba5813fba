import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book } from '../support/agent-tools.ts';
import { audienceOf, breachOf, type Operation, operations } from '../support/api-document.ts';
import type { ApiIds } from '../support/api-examples.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { hostileTokens } from '../support/hostile-tokens.ts';
import { type OperatorsOf, operatorsOf, type SignedInOperator } from '../support/operators.ts';
import { partnersOf } from '../support/partners.ts';
import { makeOwner, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type RawApi, rawApi } from '../support/raw-api.ts';
import { type Bearing, bearer, walker } from '../support/walker.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const MINUTE_MS = 60_000;

let world: FlowWorld;
let people: People;
let operators: OperatorsOf;
let api: RawApi;
let operator: SignedInOperator;
let owner: SignedIn;
let business: FlowBusiness;
let ids: ApiIds;
/** Functions of the API that were called. */
const invoked: string[] = [];

beforeAll(async () => {
  world = await startFlowWorld(MONDAY_MORNING, {
    store: 'memory',
    onInvoke: (name) => name.startsWith('api/') && invoked.push(name),
  });
  people = peopleOf(world);
  operators = operatorsOf(world, people);
  api = rawApi(ownAddress(world), asTheDistribution(world));
  business = await world.aBusiness();
  owner = await people.aPerson();
  await makeOwner(world, business.id, owner);
  operator = await operators.anOperator();
  const partner = await partnersOf(people, operator).aPartner();
  ids = {
    businessId: business.id,
    personId: owner.personId,
    callId: 'call_none',
    appointmentId: 'apt_none00',
    customerId: `cus_${'a'.repeat(26)}`,
    operatorId: (await operators.anOperator()).personId,
    partnerId: partner.id,
    keyId: partner.keyId,
  };
});
afterAll(async () => {
  api?.close();
  await world?.stop();
});

const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);

const guarded = operations.filter(({ access }) => access.who !== 'anyone');
const ofOperators = guarded.filter((one) => audienceOf(one) === 'operators');
const ofOwners = guarded.filter((one) => audienceOf(one) === 'owners');

const { ask } = walker(() => ({ api, ids }));

/** An appointment of the business whose fee an operator is to decide about: the third that its owner contests. */
const contested = async (): Promise<string> => {
  const token = owner.tokens.accessToken;
  let last = '';
  for (const part of [1, 2, 3]) {
    const call = await business.call();
    const { result } = await book(business, call);
    call.hangUp();
    await world.atRest();
    last = String(result.booking_id);
    const feeId = (await business.fees()).find(({ appointmentId }) => appointmentId === last)?.id;
    const path = `/v1/businesses/${business.id}/fees/${feeId}/contest`;
    const { status } = await people.api('POST', path, { token, body: { reason: 'out_of_area' } });
    expect([part, status]).toEqual([part, 200]);
  }
  await world.atRest();
  return last;
};

/** Asks every route, and tells which did not refuse with that status, and code if we are the ones who refuse. */
const walk = async (
  routes: readonly Operation[],
  by: string,
  bearing: Bearing,
  status: number,
  title?: string,
): Promise<string[]> => {
  const found = await Promise.all(
    routes.map(async (route) => {
      const answer = await ask(route, bearing);
      const breach = answer.status === 431 ? undefined : breachOf(route, answer);
      const isRight = answer.status === status && (!title || answer.text.includes(`"title":"${title}"`));
      return breach || !isRight
        ? [`${route.key} by ${by}: ${breach ?? `${answer.status} ${answer.text}`}`]
        : [];
    }),
  );
  return found.flat();
};

const nothingChanges = async (during: () => Promise<void>): Promise<void> => {
  await world.atRest();
  const before = await world.rows();
  await during();
  expect(await world.rows()).toEqual(before);
};

const poolOf = (token: string): string => String(String(decodeJwt(token).iss).split('/').at(-1));

describe('every guarded route of operators [C2, C3]', () => {
  it('is one of ten and more', () => {
    expect(ofOperators.length).toBeGreaterThan(10);
  });

  it('refuses every token that is not what it says, and nobody reads or changes anything', async () => {
    await nothingChanges(async () => {
      const others = poolOf(owner.tokens.accessToken);
      const tokens = await hostileTokens(world, operator.tokens.accessToken, others);
      const found: string[] = [];
      for (const { name, status = 401, ...bearing } of tokens)
        found.push(...(await walk(ofOperators, name, bearing, status)));
      expect(found).toEqual([]);
    });
  });

  it('F-TEN-1: refuses owners and staff before any code of ours sees them, and theirs refuse operators', async () => {
    await world.atRest();
    const before = invoked.length;
    await nothingChanges(async () => {
      const byOwner = bearer(owner.tokens.accessToken);
      expect(await walk(ofOperators, 'an owner', byOwner, 401)).toEqual([]);
      const byOperator = bearer(operator.tokens.accessToken);
      expect(await walk(ofOwners, 'an operator', byOperator, 401)).toEqual([]);
    });
    expect(invoked.slice(before)).toEqual([]);
  });

  it('refuses a session that no authenticator app has begun, by a code that says so', async () => {
    const [session] = (await world.rows()).filter(
      (row) => row.pk === `PERSON#${operator.personId}` && String(row.sk).startsWith('SESSION#'),
    );
    expect(session).toMatchObject({ byTotp: true });
    const { byTotp: _, ...without } = session ?? {};
    const Item = { ...without, sk: 'SESSION#of-a-password', id: 'of-a-password' };
    await world.table.db.send(new PutCommand({ TableName: world.table.name, Item }));
    const claims = { ...decodeJwt(operator.tokens.accessToken), origin_jti: 'of-a-password' };
    const token = await world.cloud.userPools.signToken(poolOf(operator.tokens.accessToken), claims);

    await nothingChanges(async () => {
      expect(await walk(ofOperators, 'a password alone', bearer(token), 403, 'totp_needed')).toEqual([]);
    });
  });

  it('forgets within a minute a session that was signed out, and who was disabled', async () => {
    const { accessToken } = await operators.signIn(operator);
    const other = await operators.anOperator();
    const { accessToken: theirs } = other.tokens;
    const as = (token: string, method: string, path: string, body?: unknown) =>
      people.api(method, `/v1/operator/${path}`, { token, ...(body !== undefined && { body }) });
    expect((await as(accessToken, 'GET', 'me')).status).toBe(200);
    expect((await as(theirs, 'GET', 'me')).status).toBe(200);
    const path = `operators/${other.personId}/state`;
    expect((await as(accessToken, 'PUT', path, { state: 'disabled' })).status).toBe(204);
    expect((await as(accessToken, 'DELETE', 'session')).status).toBe(204);
    pass(MINUTE_MS + 1000);

    await nothingChanges(async () => {
      expect(await walk(ofOperators, 'signed out', bearer(accessToken), 401, 'session_ended')).toEqual([]);
      expect(await walk(ofOperators, 'disabled', bearer(theirs), 401, 'session_ended')).toEqual([]);
    });
  });

  it('does what an operator asks: it is the token that was wrong, not the request', async () => {
    const { accessToken } = await operators.signIn(operator);
    ids = { ...ids, appointmentId: await contested() };
    const found: string[] = [];
    const last = [
      'revokePartnerKey',
      'setPersonState',
      'setOperatorState',
      'signOutOperator',
      'signOutOperatorEverywhere',
    ];
    // A business that leaves wins what is still undecided.
    const rank = ({ id }: Operation) => (id === 'decideContest' ? -2 : last.indexOf(id));
    for (const route of ofOperators.toSorted((a, b) => rank(a) - rank(b))) {
      const answer = await ask(route, bearer(accessToken));
      if (breachOf(route, answer) || answer.status !== route.done)
        found.push(`${route.key}: ${answer.status} ${answer.text}`);
    }
    expect(found).toEqual([]);
  });
});
