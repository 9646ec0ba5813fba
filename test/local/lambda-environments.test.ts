import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { hostOf } from './hosted-function.ts';

const COUNTER = 'let n = 0; exports.handler = async () => ++n;';

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

test('sees that time passed with its next invocation, and stays warm', async () => {
  const { invoke, clock } = hostOf(
    'let times = 0; exports.handler = async () => [(times += 1), Number(process.env.CLOCK_OFFSET_MS)];',
    { environment: { CLOCK_OFFSET_MS: '0' } },
  );
  await invoke();

  clock.passTo(clock.now() + 3_600_000);

  expect(await invoke()).toEqual({ ok: true, payload: [2, clock.offsetMs()] });
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

test('has rested once none of its invocations runs', async () => {
  const { host, invoke, said } = hostOf(
    'exports.handler = async () => { console.log("begun"); await new Promise((go) => setTimeout(go, 200)); console.log("over"); };',
  );
  await host.rested('workers/example');
  const running = invoke();
  await eventually(() => said().map(({ text }) => text)).toContain('begun');

  await host.rested('workers/example');

  expect(said().map(({ text }) => text)).toContain('over');
  await running;
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
