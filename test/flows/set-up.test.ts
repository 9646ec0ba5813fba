import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckedSetting } from '../../functions/contracts/api/health.ts';
import { expectedShape } from '../../scripts/data-model/expected.ts';
import { openTable, verify } from '../../scripts/data-model/verify.ts';
import { openEnvironment } from '../../scripts/environment/open-environment.ts';
import { addressOf } from '../../scripts/local/world-address.ts';
import { ask } from '../../scripts/smoke/ask.ts';
import { forgedRequests, verdictOn } from '../../scripts/smoke/forged-requests.ts';
import { HEALTH, verdictOnOwnAddress } from '../../scripts/smoke/front-door.ts';
import { webKnocks } from '../../scripts/smoke/web-knocks.ts';
import { type OperatorsOf, operatorsOf } from '../support/operators.ts';
import { type People, peopleOf } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let operators: OperatorsOf;
let operator: string;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: 'memory' });
  people = peopleOf(world);
  operators = operatorsOf(world, people);
  operator = (await operators.anOperator()).tokens.accessToken;
});
afterAll(() => world?.stop());

type Environment = { readonly complete: boolean; readonly settings: readonly CheckedSetting[] };
const shown = async () => {
  const { status, body } = await people.api('GET', '/v1/health/env', { token: operator });
  expect(status).toBe(200);
  return body as Environment;
};
const of = ({ settings }: Pick<Environment, 'settings'>, name: string) =>
  settings.find(({ setting }) => setting === name);

/** The check that an operator's machine makes. */
const commanded = async () => {
  const {
    secretArn: secretId,
    stageSettings: variables,
    gatewayUrl: endpoint,
    ...address
  } = addressOf(world);
  const { region, credentials } = address;
  const open = openEnvironment({
    name: 'here',
    stage: 'local',
    secretId,
    variables,
    access: { endpoint, region, credentials },
  });
  const settings = await open.check();
  open.close();
  return settings;
};

describe('how a stage is set up [O6]', () => {
  it('is told to operators whole: every setting there, well-formed, taken by its vendor', async () => {
    const environment = await shown();

    expect(environment).toMatchObject({ stage: 'local', commit: 'unknown', complete: true });
    expect(
      environment.settings.flatMap(({ setting, vendor }) => (vendor ? [[setting, vendor]] : [])),
    ).toEqual([
      ['retell.apiKeys', 'answers'],
      ['telnyx.apiKey', 'answers'],
      ['stripe.secretKey', 'answers'],
      ['resend.apiKey', 'answers'],
      ['platform.monthlyPrice', 'answers'],
      ['platform.bookingFeePrice', 'answers'],
    ]);
  });

  it("is the same from an operator's machine", async () => {
    expect(await commanded()).toEqual((await shown()).settings);
  });

  it('shows a key that its vendor refuses, a vendor that is away, and what is missing', async () => {
    const { stripe, codes: _, ...rest } = world.secret;
    await world.cloud.updateSecret({ ...rest, stripe: { ...stripe, secretKey: 'sk_test_of_somebody_else' } });
    world.telnyx.faults.down(true);

    const environment = await shown();

    expect(environment.complete).toBe(false);
    expect(of(environment, 'stripe.secretKey')).toMatchObject({ wellFormed: true, vendor: 'refuses' });
    expect(of(environment, 'platform.bookingFeePrice')).toMatchObject({ vendor: 'unclear' });
    expect(of(environment, 'telnyx.apiKey')).toMatchObject({ vendor: 'unreachable' });
    expect(of(environment, 'codes.keys')).toEqual({
      setting: 'codes.keys',
      present: false,
      wellFormed: false,
    });
    expect(of(environment, 'resend.apiKey')).toMatchObject({ vendor: 'answers' });

    world.telnyx.faults.down(false);
    await world.cloud.updateSecret(world.secret);
    expect((await shown()).complete).toBe(true);
  });

  it('says no value, to nobody, not in the log either', async () => {
    const text = JSON.stringify(await shown());
    const log = world.lines
      .filter(({ source }) => source.includes('api/environment'))
      .map((line) => line.text);
    const { retell, telnyx, stripe, resend } = world.secret;

    expect(log.join()).toContain('check key');
    for (const value of [retell.apiKeys[0], telnyx.apiKey, stripe.secretKey, resend.apiKey])
      for (const told of [text, ...log]) expect(told).not.toContain(String(value).slice(-10));
  });

  it('is told to nobody else', async () => {
    const owner = await people.aPerson();

    expect((await people.api('GET', '/v1/health/env')).status).toBe(401);
    expect((await people.api('GET', '/v1/health/env', { token: owner.tokens.accessToken })).status).toBe(401);
  });
});

describe('the health that anybody sees [O6]', () => {
  const health = () => people.api('GET', '/v1/health');

  it('is one word', async () => {
    const { status, body, headers } = await health();

    expect([status, body]).toEqual([200, { status: 'ok' }]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is degraded while the table answers nobody, which is no failure of the function', async () => {
    world.cloud.inject({ service: 'dynamodb', action: 'GetItem', error: 'drop', times: 9 });
    const { status, body } = await health();
    world.repair();

    expect([status, body]).toEqual([200, { status: 'degraded' }]);
    expect((await health()).body).toEqual({ status: 'ok' });
  });
});

describe('the table [O6]', () => {
  it('is the one that would be deployed', async () => {
    const { tableName: table, gatewayUrl: endpoint, region, credentials } = addressOf(world);
    const open = openTable({ name: 'here', table, access: { endpoint, region, credentials } });
    const said: string[] = [];

    expect(await verify(open, expectedShape('local'), (line) => void said.push(line))).toBe(true);
    open.close();
    expect(said.at(-1)).toBe('✓ The table is as it was synthesised.');
  });
});

describe('the smoke check of a stage that is well [O6]', () => {
  it.each(webKnocks)('finds $name as it should be', async ({ path, init, judge }) => {
    expect(judge(await ask(addressOf(world).webApiUrl, path, init))).toMatchObject({ holds: true });
  });

  it('finds nobody let in around the distribution', async () => {
    expect(verdictOnOwnAddress(await ask(addressOf(world).ownApiUrl, HEALTH))).toMatchObject({ holds: true });
  });

  it.each(forgedRequests(0))('finds a wrong key refused at $path', async ({ path }) => {
    const headers = forgedRequests(world.clock.now()).find((one) => one.path === path)?.headers ?? {};
    const seen = await ask(addressOf(world).apiUrl, path, { method: 'POST', headers, body: '{}' });

    expect(verdictOn(seen)).toMatchObject({ holds: true });
  });
});
