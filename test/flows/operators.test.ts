import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAuditTrail } from '../../functions/adapters/dynamodb/audit.ts';
import { OPERATIONS } from '../../functions/domain/audit/chain.ts';
import { judgeChain } from '../../functions/domain/audit/judge-chain.ts';
import { sha256 } from '../../functions/runtime/hashing.ts';
import { type OperatorsOf, operatorsOf } from '../support/operators.ts';
import { makeOwner, PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let operators: OperatorsOf;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  operators = operatorsOf(world, people);
});
afterAll(() => world?.stop());

const MINUTE_MS = 60_000;
const pass = (milliseconds: number) => world.clock.passTo(world.clock.now() + milliseconds);
const me = (token: string) => people.api('GET', '/v1/operator/me', { token });
const setState = (token: string, path: string, state: 'active' | 'disabled') =>
  people.api('PUT', `/v1/operator/${path}/state`, { token, body: { state } });

describe('the first operator [C1]', () => {
  it('is invited from a machine with credentials, sets up an app before anything is shown, and is known', async () => {
    const email = 'first@operators.example';

    const said = await operators.command(email);
    const code = await people.codeFor(email);
    const accepted = await operators.accept(email, code);
    const step = (await operators.begin(email)).body as {
      outcome: string;
      challenge: string;
      secret: string;
    };
    const first = await operators.finish(step.challenge, '000000');

    expect(said).toBe(`An invitation is on its way to ${email}. It holds for one day.`);
    expect(said).not.toContain(code.slice(0, 4));
    expect(accepted).toMatchObject({ status: 201 });
    expect(step.outcome).toBe('totp-to-set-up');
    expect(first).toMatchObject({ status: 422, body: { title: 'code_invalid' } });
    expect(await operators.accept(email, code)).toMatchObject({ body: { title: 'code_invalid' } });
  });

  it('has an app from then on: the route answers, the next sign-in asks for a code, a used one is not taken', async () => {
    const operator = await operators.anOperator();

    const known = await me(operator.tokens.accessToken);
    const step = (await operators.begin(operator.email)).body as { outcome: string; challenge: string };
    const code = operators.nextCode(operator.totp);
    const again = await operators.finish(step.challenge, code);

    const { email, personId } = operator;
    expect(known).toMatchObject({
      status: 200,
      body: { email, personId, name: 'Otto Operator', hasTotp: true },
    });
    expect(step.outcome).toBe('totp-needed');
    expect(again).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
    const second = (await operators.begin(operator.email)).body as { challenge: string };
    expect(await operators.finish(second.challenge, code)).toMatchObject({ status: 422 });
  });

  it('is told what stands by a second command, which sends nothing', async () => {
    const email = 'twice@operators.example';
    await operators.command(email);
    await people.codeFor(email);

    const pending = await operators.command(email);
    await operators.join(email);
    const exists = await operators.command(email);
    await world.atRest();

    expect(pending).toMatch(
      /^twice@operators\.example was invited at .* UTC, which holds until .* UTC; --again/,
    );
    expect(exists).toMatch(
      /is an operator since .* UTC, active, with an authenticator app: nothing was sent\.$/,
    );
    expect(people.mailTo(email)).toHaveLength(1);
  });

  it('gets another code when asked to again, and the one before is void', async () => {
    const email = 'again@operators.example';
    await operators.command(email);
    const old = await people.codeFor(email);
    pass(MINUTE_MS);

    const said = await operators.command(email, true);
    const code = await people.codeFor(email, 2);

    expect(said).toMatch(/^An invitation is on its way/);
    expect(await operators.accept(email, old)).toMatchObject({ status: 422 });
    expect(await operators.accept(email, code)).toMatchObject({ status: 201 });
  });
});

describe('an operator [C1]', () => {
  it('who was disabled is refused within a minute, cannot refresh or sign in, and comes back when let in again', async () => {
    const [boss, other] = [await operators.anOperator(), await operators.anOperator()];
    const { accessToken, refreshToken } = other.tokens;
    const by = (await operators.signIn(boss)).accessToken;
    expect((await me(accessToken)).status).toBe(200);

    const path = `operators/${other.personId}`;
    const disabled = [await setState(by, path, 'disabled'), await setState(by, path, 'disabled')];
    const refreshed = await people.api('POST', '/v1/operator/sessions/refresh', { body: { refreshToken } });
    const begun = await operators.begin(other.email);
    pass(MINUTE_MS + 1000);
    const later = await me(accessToken);
    const enabled = await setState(by, path, 'active');

    expect(disabled.map(({ status }) => status)).toEqual([204, 204]);
    expect(refreshed).toMatchObject({ status: 401, body: { title: 'session_ended' } });
    expect(begun).toMatchObject({ status: 401, body: { title: 'wrong_credentials' } });
    expect(later).toMatchObject({ status: 401, body: { title: 'session_ended' } });
    expect(enabled.status).toBe(204);
    expect((await me(accessToken)).status).toBe(401);
    expect((await me((await operators.signIn(other)).accessToken)).status).toBe(200);
  });

  it('does not disable themselves, nobody who is not there, and no owner as if they were an operator', async () => {
    const operator = await operators.anOperator();
    const owner = await people.aPerson();
    const { accessToken } = operator.tokens;

    const asked = [
      await setState(accessToken, `operators/${operator.personId}`, 'disabled'),
      await setState(accessToken, 'operators/00000000-0000-4000-8000-000000000000', 'disabled'),
      await setState(accessToken, `operators/${owner.personId}`, 'disabled'),
      await setState(accessToken, `people/${operator.personId}`, 'disabled'),
    ];

    expect(asked.map(({ status, body }) => [status, (body as { title: string }).title])).toEqual([
      [409, 'not_oneself'],
      [404, 'person_not_found'],
      [404, 'person_not_found'],
      [404, 'person_not_found'],
    ]);
  });

  it('gets a new password by a code, and is still asked for the app', async () => {
    const operator = await operators.anOperator();
    const { email } = operator;
    const { accessToken } = operator.tokens;

    await people.api('POST', '/v1/operator/password/forgotten', { body: { email } });
    const code = await people.codeFor(email, 2);
    const password = 'another horse entirely';
    const reset = await people.api('POST', '/v1/operator/password/reset', {
      body: { email, code, password },
    });
    pass(MINUTE_MS + 1000);

    expect(reset.status).toBe(204);
    expect((await me(accessToken)).status).toBe(401);
    expect(await operators.begin(email)).toMatchObject({ status: 401 });
    expect(await operators.begin(email, password)).toMatchObject({
      status: 200,
      body: { outcome: 'totp-needed' },
    });
  });

  it('invites another, once under a key, and not whoever is one', async () => {
    const operator = await operators.anOperator();
    const token = operator.tokens.accessToken;
    const body = { email: 'colleague@operators.example', name: 'Cora Colleague' };
    const send = (key: string, given: object = body) =>
      people.api('POST', '/v1/operator/operators/invitations', { token, key, body: given });

    const sent = [await send('invite-colleague'), await send('invite-colleague')];
    const colleague = await operators.join(body.email);
    const exists = await send('invite-again');
    const listed = await people.api('GET', '/v1/operator/operators', { token });

    expect(sent.map(({ status }) => status)).toEqual([202, 202]);
    expect(people.mailTo(body.email)).toHaveLength(1);
    expect(exists).toMatchObject({ status: 409, body: { title: 'operator_exists' } });
    expect(listed).toMatchObject({
      status: 200,
      body: {
        items: expect.arrayContaining([
          expect.objectContaining({ personId: colleague.personId, name: 'Cora Colleague', state: 'active' }),
        ]),
      },
    });
  });

  it('F-TEN-10: shuts an owner out everywhere within a minute, on the record of operators, and lets them in again', async () => {
    const operator = await operators.anOperator();
    const business = await world.aBusiness();
    const owner = await people.aPerson();
    await makeOwner(world, business.id, owner);
    const show = (token: string) => people.api('GET', `/v1/businesses/${business.id}`, { token });
    expect((await show(owner.tokens.accessToken)).status).toBe(200);
    const token = operator.tokens.accessToken;

    const disabled = await setState(token, `people/${owner.personId}`, 'disabled');
    const again = await setState(token, `people/${owner.personId}`, 'disabled');
    const signedIn = await people.api('POST', '/v1/sessions', {
      body: { email: owner.email, password: PASSWORD },
    });
    pass(MINUTE_MS + 1000);
    const later = [
      await show(owner.tokens.accessToken),
      await people.api('GET', '/v1/me', { token: owner.tokens.accessToken }),
    ];
    const enabled = await setState(token, `people/${owner.personId}`, 'active');

    expect([disabled.status, again.status, enabled.status]).toEqual([204, 204, 204]);
    expect(signedIn).toMatchObject({ status: 401, body: { title: 'wrong_credentials' } });
    for (const answer of later)
      expect(answer).toMatchObject({ status: 401, body: { title: 'session_ended' } });
    expect((await show((await people.signIn(owner.email)).accessToken)).status).toBe(200);
    const record = (await world.rows()).filter(
      (row) => row.pk === 'OPERATIONS#AUDIT' && row.subject === owner.personId,
    );
    expect(record.map(({ what, actor, from, to }) => [what, actor, from, to])).toEqual([
      ['person.disabled', `operator:${operator.personId}`, 'active', 'disabled'],
      ['person.enabled', `operator:${operator.personId}`, 'disabled', 'active'],
    ]);
    expect(await judgeChain(sha256, dynamoAuditTrail(world.table), OPERATIONS)).toMatchObject({
      outcome: 'intact',
    });
  });
});
