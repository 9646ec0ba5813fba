import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { book } from '../support/agent-tools.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { type ChangedAssembly, changedAssembly } from '../support/changed-assembly.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { describedBusiness, makeOwner, PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type ApiAnswer, type ApiRequest, webApi } from '../support/web-api.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let assembly: ChangedAssembly;
let world: FlowWorld;
let people: People;
beforeAll(async () => {
  assembly = await changedAssembly();
  // Stage local is generous: here it has what customers have.
  assembly.tell('LIMIT_FACTOR', '1');
  world = await startFlowWorld(undefined, { assembly: assembly.directory });
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(async () => {
  await world?.stop();
  assembly?.remove();
});

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const pass = (milliseconds: number) => world.clock.set(world.clock.offsetMs() + milliseconds);
const addressOf = (email: string) => derivedIds(hashing).addressOf('owners', email);
/** Puts a row of limits there as many requests before would have left it. */
const store = (row: object) =>
  world.table.db.send(new PutCommand({ TableName: world.table.name, Item: { v: 1, ...row } }));
/** Until the network that all of this comes from has its tokens back. */
const rest = () => pass(10 * MINUTE_MS);

const refused = ({ status, body, headers }: ApiAnswer) => ({
  status,
  code: (body as { title?: string }).title,
  afterSeconds: Number(headers.get('retry-after')),
});
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

let asked = 0;
const nextKey = () => {
  asked += 1;
  return `limits-flow-${asked}`;
};

describe('a network that nobody is signed in from [C1]', () => {
  it('F-PUB-1: has twenty codes sent at once whatever addresses it claims, and the next when a token is back', async () => {
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

describe('mail for one address', () => {
  it('is ten codes a day, whatever for; who asks for more is told nothing of it', async () => {
    rest();
    const email = 'mailbox@people.example';
    const ask = async () => {
      pass(MINUTE_MS);
      return (await people.api('POST', '/v1/sign-up', { body: { email, name: 'Mailbox' } })).status;
    };
    const day = () => new Date(world.clock.now()).toISOString().slice(0, 10);
    // Nine of ten have been sent.
    await store({ ...keys.accountTally(addressOf(email), day(), 'CODES-FOR-AN-ADDRESS'), counted: 9 });
    expect(await ask()).toBe(202);
    await people.codeFor(email, 1);

    expect(await ask()).toBe(202);
    await world.atRest();

    expect(people.mailTo(email)).toHaveLength(1);
    pass(24 * 60 * MINUTE_MS);
    expect(await ask()).toBe(202);
    await people.codeFor(email, 2);
  });
});

/** A business with an owner who asks over HTTP. */
const owned = async (email: string, dailyCaps?: FlowBusiness['business']['dailyCaps']) => {
  rest();
  const owner = await people.signUp(email);
  const business = await world.aBusiness(dailyCaps && { dailyCaps });
  await makeOwner(world, business.id, owner);
  const ask = (method: string, rest: string, request: ApiRequest = {}) =>
    people.api(method, `/v1/businesses/${business.id}${rest}`, {
      token: owner.tokens.accessToken,
      ...request,
    });
  return { owner, business, ask };
};

describe('the members of a business [C2]', () => {
  it('read as often as their bucket has tokens, and take nothing from another business', async () => {
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

  it('invite as many as their day has room for; a repeat of the last is no other', async () => {
    const { ask } = await owned('inviting@people.example', { invitations: 2 });
    const invite = (email: string, key: string, token?: string) =>
      ask('POST', '/team/invitations', { body: { email, role: 'staff' }, key, ...(token && { token }) });

    expect((await invite('one@people.example', 'invitation-1')).status).toBe(202);
    expect((await invite('two@people.example', 'invitation-2')).status).toBe(202);
    const third = refused(await invite('three@people.example', 'invitation-3'));
    const now = world.clock.now();
    expect((await invite('two@people.example', 'invitation-2')).status).toBe(202);

    expect(third).toMatchObject({ status: 429, code: 'daily_cap_reached' });
    // The business's own midnight: the clocks of Austin are six hours behind.
    const midnight = new Date(now + third.afterSeconds * SECOND_MS);
    expect(midnight.toISOString().slice(11, 16)).toMatch(/^0(5:59|6:00)$/);
    pass(third.afterSeconds * SECOND_MS);
    const { accessToken } = await people.signIn('inviting@people.example');
    expect((await invite('three@people.example', 'invitation-3', accessToken)).status).toBe(202);
  });
});

describe('somebody who asks about no business', () => {
  it('has tokens of their own, which nobody else uses up', async () => {
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

describe('somebody who opens businesses', () => {
  it('opens ten a day, and a repeat opens none', async () => {
    rest();
    const { email, personId, tokens } = await people.signUp('opening@people.example');
    const open = (key: string) =>
      people.api('POST', '/v1/businesses', {
        token: tokens.accessToken,
        key,
        body: describedBusiness(email),
      });
    const first = nextKey();
    expect((await open(first)).status).toBe(201);

    const day = new Date(world.clock.now()).toISOString().slice(0, 10);
    const tally = keys.personTally(PersonId.parse(personId), day, 'BUSINESSES-OF-A-PERSON');
    const [stored] = (await world.rows()).filter(({ pk, sk }) => pk === tally.pk && sk === tally.sk);
    const others = Array.from({ length: 8 }, (_, index) => `other-${index}`);
    await store({
      ...tally,
      effects: new Set([...((stored?.effects ?? []) as Iterable<string>), ...others]),
    });
    expect((await open(nextKey())).status).toBe(201);

    const found = refused(await open(nextKey()));

    const now = world.clock.now();
    expect(found).toMatchObject({ status: 429, code: 'daily_cap_reached' });
    expect((await open(first)).status).toBe(201);
    const midnight = new Date(now + found.afterSeconds * SECOND_MS).toISOString();
    expect(midnight.slice(11, 16)).toMatch(/^(00:00|23:59)$/);
  });
});

describe('the texts of a business [N1]', () => {
  it('are sent until its day has had enough; who is booked after that is booked, and the owner sees why there was no text', async () => {
    const { ask, business } = await owned('texts@people.example', { texts: 2 });
    const bookOne = async (serial: number) => {
      const from = `+1512558000${serial}`;
      const call = await business.call({ from });
      const { result } = await book(business, call, { differing: { customer_phone: from } });
      call.hangUp();
      await world.atRest();
      return result;
    };

    for (const serial of [1, 2, 3]) expect(await bookOne(serial)).toMatchObject({ ok: true });

    expect(business.sentTexts()).toHaveLength(2);
    expect(await business.appointments()).toHaveLength(3);
    const capped = (await business.texts()).filter(({ state }) => state === 'suppressed');
    expect(capped).toMatchObject([{ suppressedBecause: 'daily_cap', handovers: 0 }]);
    const { body } = await ask('GET', '/texts');
    expect((body as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ state: 'suppressed', suppressedBecause: 'daily_cap' }),
    );
    expect(await business.record()).toContainEqual(
      expect.objectContaining({
        what: 'text.suppressed',
        facts: expect.objectContaining({ because: 'daily_cap' }),
      }),
    );
    const metrics = world.lines.filter(({ text }) => text.includes('"TextCapped"')).length;
    expect(metrics).toBe(1);

    pass(24 * 60 * MINUTE_MS);
    expect(await bookOne(4)).toMatchObject({ ok: true });
    expect(business.sentTexts()).toHaveLength(3);
  });
});
