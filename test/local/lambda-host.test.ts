import { relative } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createLocalClock } from '../../scripts/local/clock.ts';
import { createLambdaHost, REQUEST_TOO_LARGE } from '../../scripts/local/lambda/lambda-host.ts';
import type { FunctionSpec, InvokeResult, LambdaHost, LocalLogLine } from '../../scripts/local/types.ts';
import { eventually } from './eventually.ts';
import { access, aFunction, assetFolder } from './function-assets.ts';

const assets = assetFolder();
const hosts: LambdaHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});
afterAll(() => assets.remove());

const hostOf = (source: string, overrides: Partial<FunctionSpec> = {}) => {
  const clock = createLocalClock();
  const lines: LocalLogLine[] = [];
  const results: InvokeResult[] = [];
  const begun: unknown[] = [];
  const host = createLambdaHost({
    functions: [aFunction(assets.write(source), overrides)],
    access,
    clock,
    log: (line) => lines.push(line),
    onInvoke: (_name, payload) => begun.push(payload),
    onResult: (_name, result) => results.push(result),
  });
  hosts.push(host);
  const invoke = (payload: unknown = {}) => host.invoke('workers/example', payload);
  const said = () => lines.filter(({ source: from }) => from === 'function:workers/example');
  return { host, clock, invoke, said, results, begun };
};

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

test('keeps an environment warm from one invocation to the next', async () => {
  const { invoke } = hostOf(COUNTER);

  await invoke();

  expect(await invoke()).toEqual({ ok: true, payload: 2 });
});

test('runs at most as many environments as allowed and queues the rest', async () => {
  const { invoke, begun } = hostOf(
    'let n = 0; exports.handler = async () => { await new Promise((go) => setTimeout(go, 20)); return ++n; };',
  );

  const results = await Promise.all([invoke(1), invoke(2), invoke(3), invoke(4)]);

  const coldStarts = results.filter((result) => result.ok && result.payload === 1);
  expect(coldStarts.length).toBe(2);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('reports an error of the handler and keeps the environment', async () => {
  const { invoke, results } = hostOf(
    'let n = 0; exports.handler = async () => { n += 1; if (n === 1) throw new TypeError("no such slot"); return n; };',
  );

  const first = await invoke();
  const second = await invoke();

  expect(first).toEqual({ ok: false, errorType: 'TypeError', errorMessage: 'no such slot', timedOut: false });
  expect(second).toEqual({ ok: true, payload: 2 });
  expect(results).toEqual([first, second]);
});

test.each([
  ['process.exit', 'process.exit(3)'],
  [
    'an uncaught exception',
    'setImmediate(() => { throw new Error("loose"); }); await new Promise((go) => setTimeout(go, 3000))',
  ],
  [
    'an unhandled rejection',
    'Promise.reject(new Error("loose")); await new Promise((go) => setTimeout(go, 3000))',
  ],
])('drops the environment after a crash by %s', async (_how, crash) => {
  const { invoke } = hostOf(
    `let n = 0; exports.handler = async (event) => { n += 1; if (event.crash) { ${crash} } return n; };`,
  );

  const crashed = await invoke({ crash: true });

  expect(crashed).toMatchObject({ ok: false, errorType: 'Runtime.ExitError', timedOut: false });
  expect(await invoke()).toEqual({ ok: true, payload: 1 });
});

test('ends an invocation that takes too long, even one that never yields', async () => {
  const { invoke } = hostOf('exports.handler = async (event) => { while (event.hang); return "fresh"; };', {
    timeoutSeconds: 0.05,
  });

  const result = await invoke({ hang: true });

  expect(result).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout', timedOut: true });
  expect(!result.ok && result.errorMessage).toContain('Task timed out after 0.05 seconds');
  expect(await invoke()).toEqual({ ok: true, payload: 'fresh' });
});

test.each(['() => 1', '1n', '(() => { const a = {}; a.a = a; return a; })()'])(
  'refuses the answer %s',
  async (value) => {
    const { invoke } = hostOf(`exports.handler = async () => (${value});`);

    expect(await invoke()).toMatchObject({ ok: false, errorType: 'Runtime.MarshalError' });
  },
);

test.each([
  ['Runtime.HandlerNotFound', 'exports.other = async () => {};'],
  ['Runtime.ImportModuleError', 'require("./absent.js");'],
  ['Runtime.UserCodeSyntaxError', 'const = 1;'],
  ['Runtime.CallbackHandlerDeprecated', 'exports.handler = (event, context, callback) => callback(null, 1);'],
  ['RangeError', 'throw new RangeError("at the start");'],
])('says %s when the function cannot start', async (errorType, source) => {
  const { invoke } = hostOf(source);

  expect(await invoke()).toMatchObject({ ok: false, errorType });
});

test('stands still between invocations: work left running goes on only with the next one', async () => {
  const { invoke, said } = hostOf(
    'exports.handler = async () => { setTimeout(() => console.log("left running"), 1); };',
  );
  await invoke();

  const until = performance.now() + 30;
  while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
  const between = said().length;
  await invoke();

  expect(between).toBe(0);
  expect(said().map(({ text }) => text)).toEqual(['left running']);
});

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

test('starts afresh with the new offset after the clock has changed', async () => {
  const { invoke, clock } = hostOf('exports.handler = async () => process.env.CLOCK_OFFSET_MS;', {
    environment: { CLOCK_OFFSET_MS: '0' },
  });
  const before = await invoke();

  clock.set(3_600_000);

  expect([before, await invoke()]).toEqual([
    { ok: true, payload: '0' },
    { ok: true, payload: '3600000' },
  ]);
});

test('lets a running invocation end before its environment is recycled', async () => {
  const { host, invoke, begun } = hostOf(
    'let n = 0; exports.handler = async () => { await new Promise((go) => setTimeout(go, 30)); return ++n; };',
  );
  const running = invoke();
  await eventually(() => begun.length).toBe(1);

  host.recycle('workers/example');

  expect(await running).toEqual({ ok: true, payload: 1 });
  expect(await invoke()).toEqual({ ok: true, payload: 1 });
});

test('kills a function in the middle of an invocation', async () => {
  const { host, invoke, said } = hostOf(
    'exports.handler = async (event) => { if (event.hang) { console.log("hanging"); await new Promise((go) => setTimeout(go, 4000)); } return "alive"; };',
  );
  const running = invoke({ hang: true });
  await eventually(() => said().map(({ text }) => text)).toContain('hanging');

  await host.kill('workers/example');

  expect(await running).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
  expect(await invoke()).toEqual({ ok: true, payload: 'alive' });
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

test('answers everything that waits or runs when it is stopped', async () => {
  const { host, invoke, begun } = hostOf(
    'exports.handler = () => new Promise((go) => setTimeout(go, 4000));',
  );
  const running = [invoke(), invoke(), invoke()];
  await eventually(() => begun.length).toBe(2);

  await host.stop();

  expect((await Promise.all(running)).map(({ ok }) => ok)).toEqual([false, false, false]);
});
