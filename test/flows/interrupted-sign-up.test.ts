import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type OperatorsOf, operatorsOf } from '../support/operators.ts';
import { PASSWORD, type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let operators: OperatorsOf;
beforeAll(async () => {
  world = await startFlowWorld();
  people = peopleOf(world);
  operators = operatorsOf(world, people);
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

it.each(['AdminCreateUser', 'AdminSetUserPassword'])(
  'a sign-up that dies after %s goes on with the same code, and makes one account [C1]',
  async (action) => {
    const email = `cut-off-after-${action.toLowerCase()}@people.example`;
    await people.api('POST', '/v1/sign-up', { body: { email, name: 'Olivia Owner' } });
    const code = await people.codeFor(email);
    const confirm = () =>
      people.api('POST', '/v1/sign-up/confirm', { body: { email, code, password: PASSWORD } });
    world.cloud.inject({ service: 'cognito-idp', action, error: 'crash', after: true, times: 1 });

    const cutOff = await confirm();
    const early = await people.api('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
    const again = await confirm();
    const { accessToken } = await people.signIn(email);
    const me = await people.api('GET', '/v1/me', { token: accessToken });

    expect(cutOff.status).toBeGreaterThanOrEqual(500);
    expect(early.status).toBe(401);
    expect(again).toMatchObject({ status: 201 });
    expect(me.body).toMatchObject({ email });
    const accounts = (await world.rows()).filter(
      (row) => row.email === email && row.circle === 'owners' && row.state,
    );
    expect(accounts).toHaveLength(1);
  },
);

it.each(['AdminCreateUser', 'AdminSetUserPassword'])(
  "an operator's acceptance that dies after %s goes on with the same code, and makes one operator [C1]",
  async (action) => {
    const email = `cut-off-after-${action.toLowerCase()}@operators.example`;
    await operators.command(email);
    const code = await people.codeFor(email);
    world.cloud.inject({ service: 'cognito-idp', action, error: 'crash', after: true, times: 1 });

    const cutOff = await operators.accept(email, code);
    const again = await operators.accept(email, code);
    const begun = await operators.begin(email);

    expect(cutOff.status).toBeGreaterThanOrEqual(500);
    expect(again).toMatchObject({ status: 201 });
    expect(begun).toMatchObject({ body: { outcome: 'totp-to-set-up' } });
    const accounts = (await world.rows()).filter(
      (row) => row.email === email && row.circle === 'operators' && row.state,
    );
    expect(accounts).toHaveLength(1);
  },
);
