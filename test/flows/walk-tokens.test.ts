import {
  AdminDisableUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { PersonId } from '../../functions/contracts/api/people.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { book } from '../support/agent-tools.ts';
import { type Answered, audienceOf, breachOf, type Operation, operations } from '../support/api-document.ts';
import type { ApiIds } from '../support/api-examples.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { withoutCounts } from '../support/counted-rows.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { hostileTokens } from '../support/hostile-tokens.ts';
import { NOT_YET } from '../support/not-yet.ts';
import { makeOwner, PASSWORD, type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type RawApi, rawApi } from '../support/raw-api.ts';
import { type Bearing, bearer, walker } from '../support/walker.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

const MINUTE_MS = 60_000;

let world: FlowWorld;
let people: People;
let api: RawApi;
let business: FlowBusiness;
let owner: SignedIn;
let staff: SignedIn;
let ids: ApiIds;

beforeAll(async () => {
  world = await startFlowWorld(MONDAY_MORNING, { store: 'memory' });
  people = peopleOf(world);
  api = rawApi(ownAddress(world), asTheDistribution(world));
  business = await world.aBusiness();
  owner = await people.aPerson();
  await makeOwner(world, business.id, owner);
  staff = await aMember('staff');
  const call = await business.call();
  const booked = await book(business, call);
  call.hangUp();
  await world.atRest();
  const [kept] = await business.calls();
  ids = {
    businessId: business.id,
    personId: staff.personId,
    callId: String(kept?.id),
    appointmentId: String(booked.result.booking_id),
    customerId: derivedIds(hashing).customer(business.id, business.customerPhone),
  };
});
afterAll(async () => {
  api?.close();
  await world?.stop();
});

const aMember = async (role: 'owner' | 'staff'): Promise<SignedIn> => {
  const person = await people.aPerson();
  const { accessToken: token } = owner.tokens;
  await people.api('POST', `/v1/businesses/${business.id}/team/invitations`, {
    token,
    key: `invite-${person.email}`,
    body: { email: person.email, role },
  });
  const code = await people.codeFor(person.email, 2);
  const body = { businessId: business.id, email: person.email, code };
  expect((await people.api('POST', '/v1/invitations/accept', { body })).status).toBe(201);
  return person;
};

const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);

/** Operators' are walked in walk-operator-tokens.test.ts. */
const guarded = operations.filter((one) => one.access.who !== 'anyone' && audienceOf(one) === 'owners');
const ofMembers = guarded.filter(({ access }) => access.who === 'member');
const { ask, asked } = walker(() => ({ api, ids }));

/** What a route answered, if it is not what it must. */
const unlike = (operation: Operation, by: string, answer: Answered, status: number, title?: string) => {
  const breach = answer.status === 431 ? undefined : breachOf(operation, answer);
  if (breach) return [`${operation.key} by ${by}: ${breach}`];
  const isRight =
    answer.status === status && (title === undefined || answer.text.includes(`"title":"${title}"`));
  return isRight ? [] : [`${operation.key} by ${by}: ${answer.status} ${answer.text.slice(0, 200)}`];
};

/** Asks every route, and tells which did not refuse as said, and whether anything in the table is another. */
const walk = async (
  routes: readonly Operation[],
  by: string,
  bearing: Bearing,
  status: number,
  title?: string,
): Promise<string[]> =>
  (
    await Promise.all(
      routes.map(async (route) => unlike(route, by, await ask(route, bearing), status, title)),
    )
  ).flat();

const nothingChanges = async (during: () => Promise<void>): Promise<void> => {
  await world.atRest();
  const before = await world.rows();
  await during();
  expect(await world.rows()).toEqual(before);
};

describe('every guarded route of the API [C2, C3]', () => {
  it('F-PUB-3: refuses every token that is not what it says, and nobody reads or changes anything', async () => {
    await nothingChanges(async () => {
      const tokens = await hostileTokens(world, owner.tokens.accessToken);
      const found: string[] = [];
      for (const { name, status = 401, ...bearing } of tokens)
        found.push(...(await walk(guarded, name, bearing, status)));
      expect(found).toEqual([]);
      expect(asked()).toBe(guarded.length * tokens.length);
      expect(asked()).toBeGreaterThan(700);
    });
  });

  it('tells the owner of another business that there is no such business', async () => {
    const other = await world.aBusiness();
    const stranger = await people.aPerson();
    await makeOwner(world, other.id, stranger);
    await nothingChanges(async () => {
      const token = bearer(stranger.tokens.accessToken);
      expect(await walk(ofMembers, 'a stranger', token, 404, 'business_not_found')).toEqual([]);
    });
  });

  it('tells staff that they may not, where only owners may', async () => {
    const ownersOnly = ofMembers.filter(({ access }) => !access.roles?.includes('staff'));
    await nothingChanges(async () => {
      const token = bearer(staff.tokens.accessToken);
      expect(await walk(ownersOnly, 'staff', token, 403, 'not_allowed')).toEqual([]);
      expect(ownersOnly.length).toBeGreaterThan(4);
    });
  });

  it('forgets within a minute who was removed', async () => {
    const removed = await aMember('owner');
    const token = bearer(removed.tokens.accessToken);
    const [show] = ofMembers.filter(({ id }) => id === 'showBusiness');
    expect((await ask(show as Operation, token)).status).toBe(200);
    const path = `/v1/businesses/${business.id}/team/${removed.personId}`;
    expect((await people.api('DELETE', path, { token: owner.tokens.accessToken })).status).toBe(204);
    pass(MINUTE_MS + 1000);

    await nothingChanges(async () => {
      expect(await walk(ofMembers, 'one removed', token, 404, 'business_not_found')).toEqual([]);
    });
  });

  it('forgets within a minute who was disabled', async () => {
    const disabled = await aMember('owner');
    const token = bearer(disabled.tokens.accessToken);
    const pool = new CognitoIdentityProviderClient({
      endpoint: world.cloud.gatewayUrl,
      region: world.cloud.region,
      credentials: world.cloud.credentials,
    });
    const UserPoolId = String(String(decodeJwt(disabled.tokens.accessToken).iss).split('/').at(-1));
    await pool.send(new AdminDisableUserCommand({ UserPoolId, Username: disabled.personId }));
    await world.table.db.send(
      new UpdateCommand({
        TableName: world.table.name,
        Key: keys.person(disabled.personId as PersonId),
        UpdateExpression: 'SET #state = :disabled',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':disabled': 'disabled' },
      }),
    );
    pass(MINUTE_MS + 1000);

    await nothingChanges(async () => {
      expect(await walk(guarded, 'one disabled', token, 401, 'session_ended')).toEqual([]);
    });
    const before = withoutCounts(await world.rows());
    const { refreshToken } = disabled.tokens;
    const refreshed = await people.api('POST', '/v1/sessions/refresh', { body: { refreshToken } });
    expect(refreshed).toMatchObject({ status: 401, body: { title: 'session_ended' } });
    expect(withoutCounts(await world.rows())).toEqual(before);
  });

  it('forgets within a minute a session that was signed out, and no other', async () => {
    const { accessToken } = await people.signIn(owner.email);
    expect((await people.api('DELETE', '/v1/session', { token: accessToken })).status).toBe(204);
    pass(MINUTE_MS + 1000);

    await nothingChanges(async () => {
      expect(await walk(guarded, 'one signed out', bearer(accessToken), 401, 'session_ended')).toEqual([]);
    });
  });

  it('does what its owner asks: it is the token that was wrong, not the request', async () => {
    const { accessToken } = await people.signIn(owner.email, PASSWORD);
    const made = await people.api('POST', `/v1/businesses/${business.id}/appointments`, {
      token: accessToken,
      key: 'make-unmoved-appointment',
      body: {
        service: 'Furnace repair',
        startsAt: '2026-12-09T16:00:00Z',
        customer: { name: 'Wanda Walker', phone: '+15125550147' },
      },
    });
    ids = { ...ids, unmovedAppointmentId: String((made.body as { id: unknown }).id) };
    await people.api('PUT', `/v1/businesses/${business.id}/onboarding`, { token: accessToken });
    // A business is asked for its services before it has others.
    const last = [
      'changeBusiness',
      'changeRole',
      'removeMember',
      'finishTotp',
      'signOut',
      'signOutEverywhere',
    ];
    // And takes no contest once it is being closed.
    const rank = ({ id }: Operation) => (id === 'contestFee' ? -2 : last.indexOf(id));
    const found: string[] = [];
    for (const route of guarded.toSorted((a, b) => rank(a) - rank(b))) {
      const answer = await ask(route, bearer(accessToken));
      found.push(...unlike(route, 'its owner', answer, NOT_YET[route.id] ?? route.done));
    }
    expect(found).toEqual([]);
  });
});
