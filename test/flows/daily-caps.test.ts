import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import { book } from '../support/agent-tools.ts';
import {
  addressOf,
  type LimitedWorld,
  MINUTE_MS,
  refused,
  SECOND_MS,
  startLimitedWorld,
} from '../support/limited-world.ts';
import { describedBusiness } from '../support/people.ts';

let limited: LimitedWorld;
beforeAll(async () => {
  limited = await startLimitedWorld();
});
afterEach(() => limited.world.repair());
afterAll(() => limited?.stop());

let asked = 0;
const nextKey = () => {
  asked += 1;
  return `limits-flow-${asked}`;
};

describe('mail for one address', () => {
  it('is ten codes a day, whatever for; who asks for more is told nothing of it', async () => {
    const { world, people, pass, rest, store } = limited;
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

describe('the members of a business [C2]', () => {
  it('invite as many as their day has room for; a repeat of the last is no other', async () => {
    const { world, people, pass, owned } = limited;
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

describe('somebody who opens businesses', () => {
  it('opens ten a day, and a repeat opens none', async () => {
    const { world, people, rest, store } = limited;
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
    const { world, pass, owned } = limited;
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
