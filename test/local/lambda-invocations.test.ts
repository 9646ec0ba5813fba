import { relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { REQUEST_TOO_LARGE } from '../../scripts/local/lambda/lambda-host.ts';
import { access, assetFolder } from './function-assets.ts';
import { hostOf } from './hosted-function.ts';

const COUNTER = 'let n = 0; exports.handler = async () => ++n;';

test('answers with what the handler returns', async () => {
  const { invoke } = hostOf('exports.handler = async (event) => ({ hello: event.name });');

  expect(await invoke({ name: 'Ada' })).toEqual({ ok: true, payload: { hello: 'Ada' } });
});

test('answers null for a handler that returns nothing, and takes a handler that is not async', async () => {
  const { invoke } = hostOf('exports.handler = () => {};');

  expect(await invoke()).toEqual({ ok: true, payload: null });
});

test('finds an asset by a path relative to where it was started', async () => {
  const assets = assetFolder();
  onTestFinished(assets.remove);
  const assetPath = relative(process.cwd(), assets.write('exports.handler = async () => "found";'));
  const { invoke } = hostOf('', { assetPath });

  expect(await invoke()).toEqual({ ok: true, payload: 'found' });
});

test('gives the function its own variables and nothing of this machine', async () => {
  const { invoke } = hostOf('exports.handler = async () => ({ ...process.env });', {
    environment: { TABLE_NAME: 'table' },
  });

  const result = await invoke();

  const variables = (result.ok ? result.payload : {}) as Record<string, string>;
  expect(variables).toMatchObject({
    TABLE_NAME: 'table',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'FUNCTIONKEY',
    AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^[a-z0-9]+$/),
    AWS_ENDPOINT_URL: access.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'example',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    _X_AMZN_TRACE_ID: expect.stringContaining('Root=1-'),
    TZ: 'UTC',
  });
  expect(
    Object.keys(variables).filter((name) => !/^(AWS_|LAMBDA_|_|LANG$|PATH$|TZ$|TABLE_NAME$)/.test(name)),
  ).toEqual([]);
});

test('runs in UTC, whatever zone it is started in', async () => {
  process.env.TZ = 'America/Chicago';
  const zoneHere = new Date(0).getHours();
  const { invoke } = hostOf('exports.handler = async () => new Date(0).getHours();');

  expect([zoneHere, await invoke()]).toEqual([18, { ok: true, payload: 0 }]);
});

test('hands the handler a context that knows its function and its remaining time', async () => {
  const { invoke } = hostOf(
    'exports.handler = async (_event, c) => ({ ...c, left: c.getRemainingTimeInMillis() > 4000 && c.getRemainingTimeInMillis() <= 5000 });',
  );

  expect(await invoke()).toMatchObject({
    ok: true,
    payload: {
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: 'example',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:example',
      memoryLimitInMB: '128',
      callbackWaitsForEmptyEventLoop: true,
      left: true,
    },
  });
});

test.each(['() => 1', '1n', '(() => { const a = {}; a.a = a; return a; })()'])(
  'refuses the answer %s',
  async (value) => {
    const { invoke } = hostOf(`exports.handler = async () => (${value});`);

    expect(await invoke()).toMatchObject({ ok: false, errorType: 'Runtime.MarshalError' });
  },
);

test('passes on what the function prints, line by line, with its level', async () => {
  const { invoke, said } = hostOf(
    'exports.handler = async () => { console.log("one\\ntwo"); console.error("three"); console.log(JSON.stringify({ level: "WARN" })); };',
  );

  await invoke();

  expect(said().map(({ level, text }) => [level, text])).toEqual([
    ['info', 'one'],
    ['info', 'two'],
    ['error', 'three'],
    ['warn', '{"level":"WARN"}'],
  ]);
});

test('refuses a request over 6 MB without running the function', async () => {
  const { invoke, begun } = hostOf(COUNTER);

  expect(await invoke({ body: 'x'.repeat(6 * 1024 * 1024) })).toMatchObject({
    ok: false,
    errorType: REQUEST_TOO_LARGE,
  });
  expect(begun).toEqual([]);
});

test('names the functions there are when asked for one that is not deployed', async () => {
  const { host } = hostOf(COUNTER);

  await expect(host.invoke('workers/absent', {})).rejects.toThrow(
    'workers/absent is deployed; there are: workers/example',
  );
});
