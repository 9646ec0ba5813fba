import type { LocalClock } from '../clock.ts';
import type { AwsAccess, FunctionSpec, InvokeResult, LambdaHost, LocalLog } from '../types.ts';
import { type Environment, failed, PAYLOAD_LIMIT_BYTES, startEnvironment } from './environment.ts';
import { environmentVariables } from './environment-variables.ts';
import { createLogLines } from './log-lines.ts';
import { newThreads, type Threads } from './threads.ts';

/** What `errorType` says when the request itself is over Lambda's limit and no function saw it. */
export const REQUEST_TOO_LARGE = 'RequestEntityTooLargeException';

export type LambdaHostOptions = {
  readonly functions: readonly FunctionSpec[];
  readonly access: AwsAccess;
  readonly clock: LocalClock;
  readonly log: LocalLog;
  /** For the environments. Default: a new one for each. */
  readonly threads?: Threads | undefined;
  /** Called as an invocation begins to run, not while it waits for an environment. */
  readonly onInvoke?: (name: string, payload: unknown) => void;
  readonly onResult?: (name: string, result: InvokeResult) => void;
};

type Pool = {
  readonly spec: FunctionSpec;
  readonly idle: Environment[];
  /** With the generation each was made in: an older one is not used again. */
  readonly busy: Map<Environment, number>;
  readonly waiting: (() => void)[];
  /** Who wants to know when nothing of it runs. */
  readonly watching: (() => void)[];
  generation: number;
  /** Environments taken, the one about to be started included. */
  taken: number;
};

/**
 * Runs bundled functions as Lambda would: each environment has its own variables, runs one invocation at a time and
 * stands still between invocations; further invocations queue. `invoke` rejects only for a name that is not deployed:
 * every failure of a function is a result. A clock that is set recycles the functions that carry `CLOCK_OFFSET_MS`; time that
 * passes is told to each with its next invocation.
 * Sets the zone of this process to UTC, which the environments' dates follow whatever their own `TZ` says.
 */
export const createLambdaHost = (options: LambdaHostOptions): LambdaHost => {
  process.env.TZ = 'UTC';
  const { access, clock, log, threads = newThreads, onInvoke, onResult } = options;
  const pools = new Map<string, Pool>(
    options.functions.map((spec) => [
      spec.name,
      { spec, idle: [], busy: new Map(), waiting: [], watching: [], generation: 0, taken: 0 },
    ]),
  );
  let stopped = false;

  const poolOf = (name: string): Pool => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`No function ${name} is deployed; there are: ${[...pools.keys()].join(', ')}`);
    return pool;
  };
  const environmentsOf = (pool: Pool) => [...pool.idle.splice(0), ...pool.busy.keys()];

  const take = async (pool: Pool): Promise<void> => {
    if (pool.taken >= pool.spec.concurrency) {
      const { promise, resolve } = Promise.withResolvers<void>();
      pool.waiting.push(resolve);
      await promise;
      return;
    }
    pool.taken += 1;
  };
  const giveBack = (pool: Pool) => {
    const next = pool.waiting.shift();
    if (next) next();
    else pool.taken -= 1;
    if (pool.taken === 0) for (const tell of pool.watching.splice(0)) tell();
  };

  const start = (pool: Pool): Environment =>
    startEnvironment(
      pool.spec,
      environmentVariables(pool.spec, access, clock),
      createLogLines(`function:${pool.spec.name}`, log, clock.now),
      clock,
      threads,
    );

  const runInEnvironment = async (pool: Pool, payload: string): Promise<InvokeResult> => {
    const warm = pool.idle.pop();
    const environment = warm ?? start(pool);
    pool.busy.set(environment, pool.generation);
    const begun = performance.now();
    const result = await environment.invoke(payload);
    const outdated = pool.busy.get(environment) !== pool.generation;
    pool.busy.delete(environment);
    if (environment.isAlive() && (outdated || stopped)) await environment.retire();
    else if (environment.isAlive()) pool.idle.push(environment);
    const outcome = result.ok ? 'answered' : `failed with ${result.errorType}`;
    const text = `${pool.spec.name} ${outcome} in ${Math.round(performance.now() - begun)} ms${warm ? '' : ' (cold)'}`;
    log({ at: clock.now(), source: 'lambda', level: result.ok ? 'debug' : 'error', text });
    return result;
  };

  const recycle = (name?: string) => {
    for (const pool of name === undefined ? pools.values() : [poolOf(name)]) {
      pool.generation += 1;
      for (const environment of pool.idle.splice(0)) void environment.retire();
    }
  };
  clock.onChange((change) => {
    if (change === 'passed') return;
    for (const { spec } of pools.values()) if ('CLOCK_OFFSET_MS' in spec.environment) recycle(spec.name);
  });

  return {
    async invoke(name, payload) {
      const pool = poolOf(name);
      const text = JSON.stringify(payload ?? null);
      if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
        return failed(REQUEST_TOO_LARGE, `the request is over the limit of ${PAYLOAD_LIMIT_BYTES} bytes`);
      }
      await take(pool);
      try {
        if (stopped) return failed('ServiceException', 'the local cloud has stopped');
        onInvoke?.(name, payload);
        const result = await runInEnvironment(pool, text);
        onResult?.(name, result);
        return result;
      } finally {
        giveBack(pool);
      }
    },
    recycle,
    async rested(name) {
      const pool = poolOf(name);
      if (pool.taken > 0) await new Promise<void>((resolve) => void pool.watching.push(resolve));
    },
    async kill(name) {
      await Promise.all(environmentsOf(poolOf(name)).map((environment) => environment.terminate()));
    },
    async stop() {
      stopped = true;
      const all = [...pools.values()];
      await Promise.all([
        ...all.flatMap(({ idle }) => idle.splice(0)).map((environment) => environment.retire()),
        ...all.flatMap(({ busy }) => [...busy.keys()]).map((environment) => environment.terminate()),
      ]);
    },
  };
};
