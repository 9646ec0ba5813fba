import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import {
  addressOf,
  type LimitedWorld,
  MINUTE_MS,
  refused,
  SECOND_MS,
  startLimitedWorld,
} from '../support/limited-world.ts';
import { PASSWORD } from '../support/people.ts';
import { type ApiAnswer, webApi } from '../support/web-api.ts';

let limited: LimitedWorld;
beforeAll(async () => {
  limited = await startLimitedWorld();
});
afterEach(() => limited.world.repair());
afterAll(() => limited?.stop());

/** Asks until it is refused; answers how often it was not. */
const untilRefused = async (ask: () => Promise<ApiAnswer>) => {
  const begunMs = performance.now();
  for (let answered = 0; answered < 1000; answered += 1) {
    const answer = await ask();
    if (answer.status === 429) return { answered, ...refused(answer), tookMs: performance.now() - begunMs };
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  }
  throw new Error('never refused');
};

describe('a network that nobody is signed in from [C1]', () => {
  it('F-PUB-1, F-PUB-6: has twenty codes sent at once whatever addresses it claims, and the next when a token is back', async () => {
    const { people, pass } = limited;
    let asked = 0;
    const signUp = () => {
      asked += 1;
      return people.api('POST', '/v1/sign-up', {
        headers: { 'x-forwarded-for': `198.51.100.${asked}` },
        body: { email: `flood${asked}@people.example`, name: 'Flood' },
      });
    };

    const found = await untilRefused(signUp);

    expect(found).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(found.answered).toBeGreaterThanOrEqual(20);
    expect(found.answered).toBeLessThanOrEqual(20 + Math.floor(found.tookMs / (30 * SECOND_MS)));
    expect(found.afterSeconds).toBeLessThanOrEqual(30);
    pass(found.afterSeconds * SECOND_MS);
    expect((await signUp()).status).toBe(202);
    expect((await signUp()).status).toBe(429);
  });

  it('takes nothing from another network', async () => {
    const { world } = limited;
    const api = webApi(ownAddress(world));
    const from = (address: string) =>
      api('POST', '/v1/sign-up', {
        headers: { ...asTheDistribution(world), 'x-forwarded-for': address },
        body: { email: `from${address}@people.example`.replaceAll(':', '-'), name: 'Somebody' },
      });
    const { answered } = await untilRefused(() => from('2001:db8:1:2::1'));
    const sameNetwork = (await from('2001:db8:1:2:ffff::9')).status;

    expect(answered).toBeGreaterThanOrEqual(20);
    expect(sameNetwork).toBe(429);
    expect((await from('2001:db8:1:3::1')).status).toBe(202);
  });
});

describe('passwords of one account', () => {
  it('are tried ten times and then once a minute, from wherever', async () => {
    const { world, people, pass, rest, store } = limited;
    rest();
    const { email } = await people.signUp('tried@people.example');
    rest();
    const api = webApi(ownAddress(world));
    let networks = 0;
    const tryIt = (address = email) => {
      networks += 1;
      return api('POST', '/v1/sessions', {
        headers: { ...asTheDistribution(world), 'x-forwarded-for': `203.0.113.${networks}` },
        body: { email: address, password: PASSWORD },
      });
    };

    // Nine of ten have been tried.
    await store({ ...keys.accountBucket(addressOf(email)), fullAt: world.clock.now() + 9 * MINUTE_MS });

    expect((await tryIt()).status).toBe(200);
    const found = refused(await tryIt());
    expect(found).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(found.afterSeconds).toBeLessThanOrEqual(60);
    expect((await tryIt('nobody@people.example')).status).toBe(401);
    pass(found.afterSeconds * SECOND_MS);
    expect((await tryIt()).status).toBe(200);
    expect((await tryIt()).status).toBe(429);
  });
});

describe('the members of a business [C2]', () => {
  it('read as often as their bucket has tokens, and take nothing from another business', async () => {
    const { world, pass, store, owned } = limited;
    const busy = await owned('busy@people.example');
    const calm = await owned('calm@people.example');

    expect((await busy.ask('GET', '/calls')).status).toBe(200);
    // All three hundred are gone, and the next is back in fifty seconds.
    await store({ ...keys.businessBucket(busy.business.id), fullAt: world.clock.now() + 80_000 });

    const found = refused(await busy.ask('GET', '/calls'));

    expect(found).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(found.afterSeconds).toBeLessThanOrEqual(51);
    expect((await calm.ask('GET', '/calls')).status).toBe(200);
    pass(found.afterSeconds * SECOND_MS);
    expect((await busy.ask('GET', '/calls')).status).toBe(200);
  });
});

describe('somebody who asks about no business', () => {
  it('has tokens of their own, which nobody else uses up', async () => {
    const { world, people, pass, rest, store } = limited;
    rest();
    const [one, other] = [
      await people.signUp('one@people.example'),
      await people.signUp('other@people.example'),
    ];
    const me = ({ tokens }: typeof one) => people.api('GET', '/v1/me', { token: tokens.accessToken });
    await store({
      ...keys.personBucket(PersonId.parse(one.personId)),
      fullAt: world.clock.now() + 80_000,
    });

    const found = refused(await me(one));

    expect(found).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await me(other)).status).toBe(200);
    pass(found.afterSeconds * SECOND_MS);
    expect((await me(one)).status).toBe(200);
  });
});
