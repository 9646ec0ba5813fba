import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import type { Route, RouteTable } from '../../../functions/contracts/api/route.ts';
import { apiRoutes } from '../../../functions/contracts/api/routes.ts';
import type { BusinessId, PartnerId, PartnerKeyId } from '../../../functions/contracts/ids.ts';
import type { Refusal } from '../../../functions/domain/errors.ts';
import {
  type LimitedRequest,
  limitRequest,
  networkOf,
} from '../../../functions/domain/limit/limit-request.ts';
import { BUCKETS, costOf } from '../../../functions/domain/limit/limits.ts';
import { memoryTable } from '../../support/memory-database.ts';
import { someLimits } from '../../support/some-limits.ts';

const NOON = Date.parse('2026-11-23T18:00:00Z');
const person = (personId: string) =>
  ({
    personId: personId as PersonId,
    sessionId: 's',
    accessToken: 't',
    email: 'o@x.example',
    name: 'O',
    hasTotp: false,
    role: 'owner',
  }) as const;
const partner = (keyId: string) =>
  ({ partnerId: 'ptr_1' as PartnerId, keyId: keyId as PartnerKeyId, scopes: [] }) as const;

const BUSINESS = 'biz_limits1' as BusinessId;
const READ: LimitedRequest['route'] = { method: 'GET' };
const asks = (differing: Partial<LimitedRequest>): LimitedRequest => ({
  route: READ,
  caller: undefined,
  businessId: undefined,
  address: '203.0.113.7',
  ...differing,
});

/** A container of its own over rows that others share. */
const aLimit = (factor = 1, table = memoryTable([], () => NOON)) => {
  const own = table.reaching(() => true);
  const limit = limitRequest(someLimits(factor, () => own));
  const outcome = async (request: LimitedRequest, nowMs = NOON) => {
    try {
      await limit(request, nowMs);
      return 'passes';
    } catch (error) {
      const { code, facts } = error as Refusal;
      return `${code}, again in ${facts.retryAfterSeconds} s`;
    }
  };
  const times = async (count: number, request: LimitedRequest, nowMs = NOON) => {
    for (let asked = 0; asked < count; asked += 1) await limit(request, nowMs);
  };
  return { outcome, times, table };
};

describe('how much may be asked', () => {
  it.each([
    ['the members of a business together', 300, asks({ caller: person('p1'), businessId: BUSINESS }), 100],
    ['somebody about no business', 150, asks({ caller: person('p1') }), 200],
    ["a partner's key", 300, asks({ caller: partner('key_1') }), 100],
    ['a network that nobody is signed in from', 600, asks({}), 1000],
  ])('of %s is as much as their bucket holds, to the last token and to the millisecond', async (...given) => {
    const [, capacity, request, everyMs] = given;
    const { outcome, times } = aLimit();
    await times(capacity - 1, request);

    expect(await outcome(request)).toBe('passes');
    expect(await outcome(request)).toBe('too_many_requests, again in 1 s');
    expect(await outcome(request, NOON + everyMs - 1)).toBe('too_many_requests, again in 1 s');
    expect(await outcome(request, NOON + everyMs)).toBe('passes');
  });

  it.each([
    ['other members of the same business', 'the same', asks({ caller: person('p2'), businessId: BUSINESS })],
    ['the same person about nothing', 'another', asks({ caller: person('p1') })],
    [
      'the same person about another business',
      'another',
      asks({ caller: person('p1'), businessId: 'biz_limits12' as BusinessId }),
    ],
    ['somebody signed in nowhere', 'another', asks({})],
    ["a partner's key", 'another', asks({ caller: partner('key_1') })],
  ])('by %s is counted in %s bucket', async (_, which, request) => {
    const { outcome, times } = aLimit();
    await times(300, asks({ caller: person('p1'), businessId: BUSINESS }));

    expect((await outcome(request)) === 'passes').toBe(which === 'another');
  });

  it("with one key of a partner takes nothing from the partner's other keys", async () => {
    const { outcome, times } = aLimit();
    await times(300, asks({ caller: partner('key_1') }));

    expect(await outcome(asks({ caller: partner('key_1') }))).not.toBe('passes');
    expect(await outcome(asks({ caller: partner('key_2') }))).toBe('passes');
  });

  it('is as many times more as the stage says', async () => {
    const { outcome, times } = aLimit(3);
    const request = asks({ caller: partner('key_1') });
    await times(899, request);

    expect(await outcome(request)).toBe('passes');
    expect(await outcome(request)).not.toBe('passes');
  });

  it('says in how many seconds it is enough for what was asked', async () => {
    const { outcome, times } = aLimit();
    const signUp = asks({ route: { method: 'POST', cost: 30 } });
    await times(20, signUp);

    expect(await outcome(signUp)).toBe('too_many_requests, again in 30 s');
    expect(await outcome(signUp, NOON + 29_999)).toBe('too_many_requests, again in 1 s');
    expect(await outcome(signUp, NOON + 30_000)).toBe('passes');
  });

  it('is not asked where a route costs nothing', async () => {
    const { outcome, times } = aLimit();
    await times(600, asks({}));

    expect(await outcome(asks({ route: { method: 'GET', cost: 0 } }))).toBe('passes');
  });
});

describe('what an unknown network may have us send', () => {
  const mail = asks({ route: { method: 'POST', cost: 1, mails: true } });

  it('is fifty codes a day (UTC), and then none until the day is over', async () => {
    const { outcome, times } = aLimit();
    await times(49, mail);

    expect(await outcome(mail)).toBe('passes');
    expect(await outcome(mail)).toBe('daily_cap_reached, again in 21600 s');
    expect(await outcome(asks({}))).toBe('passes');
    expect(await outcome(mail, Date.parse('2026-11-23T23:59:59.999Z'))).toBe(
      'daily_cap_reached, again in 1 s',
    );
    expect(await outcome(mail, Date.parse('2026-11-24T00:00:00Z'))).toBe('passes');
  });

  it('is counted of no other network', async () => {
    const { outcome, times } = aLimit();
    await times(50, mail);

    expect(await outcome({ ...mail, address: '203.0.113.8' })).toBe('passes');
  });
});

describe('a network', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['nowhere', 'nowhere'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('stands in no key: a fingerprint that needs our key to be made does', async () => {
    const { times, table } = aLimit();
    await times(1, asks({}));

    const [row] = table.rows();
    expect(row?.pk).toMatch(/^ASKER#[a-z2-7]{26}$/);
    expect(JSON.stringify(table.rows())).not.toContain('203.0.113');
  });
});

describe('the routes of the API', () => {
  const routes: readonly (readonly [string, Route])[] = Object.values<RouteTable>(apiRoutes).flatMap(
    (table) => Object.entries(table),
  );
  const bucketOf = ({ access }: Route) =>
    access.who === 'anyone'
      ? BUCKETS.asker
      : access.who === 'member'
        ? BUCKETS.business
        : access.who === 'partner'
          ? BUCKETS.partnerKey
          : BUCKETS.person;

  it('each cost no more than the bucket holds that they are paid from', () => {
    expect(routes.filter(([, route]) => costOf(route) > bucketOf(route).capacity)).toEqual([]);
  });

  it('each cost something, but whether the service works', () => {
    expect(routes.flatMap(([name, route]) => (costOf(route) === 0 ? [name] : []))).toEqual(['showHealth']);
  });

  it('cost more where they change something than where they read', () => {
    const cheap = routes.filter(([, route]) => route.method !== 'GET' && costOf(route) < 5);

    expect(cheap).toEqual([]);
  });

  it('cost ten and more where an unknown network tries a code or a password, and are counted where it has us write', () => {
    const open = routes.filter(([, { access, method }]) => access.who === 'anyone' && method !== 'GET');
    const guesses = open.filter(([, { refuses }]) =>
      refuses.some((code) => code === 'wrong_credentials' || code === 'code_invalid'),
    );

    expect(guesses.length).toBeGreaterThan(6);
    expect(guesses.filter(([, route]) => costOf(route) < 10)).toEqual([]);
    const asksForCode = open.filter(([, { status }]) => status === 202);
    expect(asksForCode.map(([name]) => name).sort()).toEqual([
      'forgetOperatorPassword',
      'forgetPassword',
      'signUp',
    ]);
    expect(asksForCode.filter(([, { mails }]) => !mails)).toEqual([]);
  });
});
