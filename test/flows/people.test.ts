import { TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);

describe('somebody who wants an account [C1]', () => {
  it('is sent a code, makes the account with it, signs in and is known', async () => {
    const { email, personId, tokens } = await people.signUp('olivia@apexhvac.example');

    const me = await people.api('GET', '/v1/me', { token: tokens.accessToken });

    expect(me).toMatchObject({
      status: 200,
      body: { personId, email, name: 'Olivia Owner', hasTotp: false, memberships: [] },
    });
    expect(people.mailTo(email)).toHaveLength(1);
  });

  it('cannot tell from any answer whether an address has an account', async () => {
    const { email } = await people.aPerson();
    pass(MINUTE_MS);
    const ask = (path: string, address: string, more: object = {}) =>
      people.api('POST', path, { body: { email: address, ...more } });
    const seen = ({ status, body }: { status: number; body: unknown }) => {
      const { requestId: _, ...rest } = (body || {}) as { requestId?: string };
      return { status, ...rest };
    };

    for (const [path, more] of [
      ['/v1/sign-up', { name: 'Olivia' }],
      ['/v1/password/forgotten', {}],
      ['/v1/sign-up/confirm', { code: '00000000', password: PASSWORD }],
      ['/v1/password/reset', { code: '00000000', password: PASSWORD }],
      ['/v1/sessions', { password: 'wrong password here' }],
    ] as const) {
      const known = seen(await ask(path, email, more));
      const unknown = seen(await ask(path, 'nobody@people.example', more));
      expect(known, path).toEqual(unknown);
    }
  });

  it('who has one already is told so by e-mail, and gets no code', async () => {
    const { email } = await people.aPerson();
    pass(MINUTE_MS);

    await people.api('POST', '/v1/sign-up', { body: { email, name: 'Again' } });
    await world.atRest();

    const mails = people.mailTo(email);
    expect(mails.map(({ subject }) => subject)).toContain('You already have a CloudGreet account');
    expect(String(mails.find(({ subject }) => subject.startsWith('You already'))?.text)).not.toMatch(
      /\d{4} \d{4}/,
    );
  });

  it('guesses a code five times and no more, the right one being the sixth', async () => {
    const email = 'guessed@people.example';
    await people.api('POST', '/v1/sign-up', { body: { email, name: 'Gus' } });
    const code = await people.codeFor(email);
    const confirm = (guess: string) =>
      people.api('POST', '/v1/sign-up/confirm', { body: { email, code: guess, password: PASSWORD } });

    const guesses = await Promise.all(
      ['00000000', '11111111', '22222222', '33333333', '44444444'].map((guess) => confirm(guess)),
    );
    const right = await confirm(code);

    for (const answer of [...guesses, right])
      expect(answer).toMatchObject({ status: 422, body: { title: 'code_invalid' } });
  });

  it('is sent five codes an hour at most', async () => {
    const email = 'flooded@people.example';

    for (let each = 0; each < 8; each += 1) {
      expect((await people.api('POST', '/v1/sign-up', { body: { email, name: 'F' } })).status).toBe(202);
      pass(MINUTE_MS);
    }
    await world.atRest();

    // Codes that were replaced before their worker came are not sent.
    const { length } = people.mailTo(email);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(5);
    expect((await world.rows()).find((row) => row.email === email)).toMatchObject({ sent: 5 });
  });
});

describe('a session [C1]', () => {
  it('F-TEN-10: is refreshed no more from the moment it is ended, and let in nowhere after a minute', async () => {
    const { email, tokens: first } = await people.aPerson();
    const second = await people.signIn(email);
    const me = (token: string) => people.api('GET', '/v1/me', { token });
    expect([(await me(first.accessToken)).status, (await me(second.accessToken)).status]).toEqual([200, 200]);

    expect((await people.api('DELETE', '/v1/sessions', { token: second.accessToken })).status).toBe(204);
    const refreshedAtOnce = await Promise.all(
      [first, second].map(({ refreshToken }) =>
        people.api('POST', '/v1/sessions/refresh', { body: { refreshToken } }),
      ),
    );
    pass(MINUTE_MS + 1000);

    expect(refreshedAtOnce.map(({ status }) => status)).toEqual([401, 401]);
    for (const { accessToken, refreshToken } of [first, second]) {
      expect(await me(accessToken)).toMatchObject({ status: 401, body: { title: 'session_ended' } });
      expect(await people.api('POST', '/v1/sessions/refresh', { body: { refreshToken } })).toMatchObject({
        status: 401,
        body: { title: 'session_ended' },
      });
    }
    expect((await me((await people.signIn(email)).accessToken)).status).toBe(200);
  });

  it('goes on with a new access token after the old one has run out', async () => {
    const { tokens } = await people.aPerson();
    pass(16 * MINUTE_MS);

    const before = await people.api('GET', '/v1/me', { token: tokens.accessToken });
    const refreshed = await people.api('POST', '/v1/sessions/refresh', {
      body: { refreshToken: tokens.refreshToken },
    });
    const { accessToken } = refreshed.body as { accessToken: string };

    expect(before.status).toBe(401);
    expect((await people.api('GET', '/v1/me', { token: accessToken })).status).toBe(200);
  });

  it('F-TEN-10: does not outlive a new password, and a mailbox alone does not get past an authenticator app', async () => {
    const { email, tokens } = await people.aPerson();
    const begun = await people.api('POST', '/v1/me/totp', { token: tokens.accessToken });
    const totp = new TOTP({ secret: (begun.body as { secret: string }).secret });
    const code = () => totp.generate({ timestamp: world.clock.now() });
    expect(
      (await people.api('PUT', '/v1/me/totp', { token: tokens.accessToken, body: { code: code() } })).status,
    ).toBe(204);
    pass(MINUTE_MS);

    await people.api('POST', '/v1/password/forgotten', { body: { email } });
    const reset = await people.codeFor(email, 2);
    const password = 'another horse entirely';
    expect(
      (await people.api('POST', '/v1/password/reset', { body: { email, code: reset, password } })).status,
    ).toBe(204);
    pass(MINUTE_MS);

    expect((await people.api('GET', '/v1/me', { token: tokens.accessToken })).status).toBe(401);
    const step = await people.api('POST', '/v1/sessions', { body: { email, password } });
    expect(step).toMatchObject({ status: 200, body: { outcome: 'totp-needed' } });
    const { challenge } = step.body as { challenge: string };
    const wrong = await people.api('POST', '/v1/sessions/totp', { body: { challenge, code: '000000' } });
    expect(wrong).toMatchObject({ status: 422, body: { title: 'code_invalid' } });
    const right = await people.api('POST', '/v1/sessions/totp', { body: { challenge, code: code() } });
    expect(right).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
  });
});
