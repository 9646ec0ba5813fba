import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { LocalClock } from '../clock.ts';
import type { FunctionSpec, InvokeResult } from '../types.ts';
import { functionNameOf } from './environment-variables.ts';
import type { LogLines } from './log-lines.ts';
import type { Failure } from './thread.ts';
import type { Threads } from './threads.ts';

const INIT_LIMIT_MS = 30_000;
/** What Lambda allows a synchronous request or answer to weigh. */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

export const failed = (errorType: string, errorMessage: string, timedOut = false): InvokeResult => ({
  ok: false,
  errorType,
  errorMessage,
  timedOut,
});

/** One Lambda environment, in a thread: it loads the function once and runs one invocation at a time. */
export type Environment = {
  /** `payload` is JSON. Never rejects: a crash, a time-out and a failed start are results. */
  invoke(payload: string): Promise<InvokeResult>;
  isAlive(): boolean;
  /** Ends it in the middle of what it does; the invocation running in it fails as crashed. */
  terminate(): Promise<void>;
  /** Ends it while nothing runs in it. */
  retire(): Promise<void>;
};

const answerOf = (payload: string): InvokeResult =>
  Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES
    ? failed('Function.ResponseSizeTooLarge', `the answer is over the limit of ${PAYLOAD_LIMIT_BYTES} bytes`)
    : { ok: true, payload: JSON.parse(payload) };

const traceId = (): string =>
  `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`;

/**
 * Starts a thread for the function, with `variables` as its whole environment. Where `CLOCK_OFFSET_MS` is among them, each
 * invocation finds it as it is by then.
 */
export const startEnvironment = (
  spec: FunctionSpec,
  variables: Record<string, string>,
  lines: LogLines,
  clock: Pick<LocalClock, 'offsetMs'>,
  threads: Threads,
): Environment => {
  const thread = threads.take(spec);
  const ready = Promise.withResolvers<InvokeResult | undefined>();
  let alive = true;
  let settle: ((result: InvokeResult) => void) | undefined;

  const finish = (result: InvokeResult) => {
    lines.flush();
    settle?.(result);
    settle = undefined;
  };
  const failWith = ({ errorType, errorMessage, stack }: Failure): InvokeResult => {
    lines.write(`${stack ?? `${errorType}: ${errorMessage}`}\n`, 'error');
    return failed(errorType, errorMessage);
  };
  thread.hear({
    said(message) {
      if (message.kind === 'output') lines.write(message.text, message.level);
      if (message.kind === 'ready') ready.resolve(undefined);
      if (message.kind === 'unusable') ready.resolve(failWith(message));
      if (message.kind === 'answer') finish(answerOf(message.payload));
      if (message.kind === 'error') finish(failWith(message));
    },
    failed(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      lines.write(`${text}\n`, 'error');
    },
    ended(code) {
      alive = false;
      const crashed = failed('Runtime.ExitError', `Error: Runtime exited with error: exit status ${code}`);
      ready.resolve(crashed);
      finish(crashed);
    },
  });
  thread.tell({
    kind: 'function',
    variables,
    assetPath: resolve(spec.assetPath),
    compileCache: join(resolve(spec.assetPath), '..', 'compile-cache'),
    handler: spec.handler,
    functionName: functionNameOf(spec),
    functionArn: spec.arn,
    memoryMb: spec.memoryMb,
  });

  const terminate = async () => {
    alive = false;
    await thread.terminate();
  };
  /** The limit is what stops a loop that never yields, which no timer inside the thread could. */
  const within = (ms: number, limit: string): Promise<InvokeResult> & { cancel(): void } => {
    const { promise, resolve: end } = Promise.withResolvers<InvokeResult>();
    const timer = setTimeout(() => end(failed('Sandbox.Timedout', limit, true)), ms);
    return Object.assign(promise, { cancel: () => clearTimeout(timer) });
  };
  const orTimeOut = async <T extends InvokeResult | undefined>(
    work: Promise<T>,
    ms: number,
    limit: string,
  ) => {
    const timeOut = within(ms, limit);
    const result = await Promise.race([work, timeOut]);
    timeOut.cancel();
    if (result?.ok === false && result.timedOut) {
      lines.write(`${limit}\n`, 'error');
      settle = undefined;
      await terminate();
    }
    return result;
  };

  return {
    isAlive: () => alive,
    terminate,
    async retire() {
      if (!alive) return;
      alive = false;
      await threads.giveBack(spec, thread);
    },
    async invoke(payload) {
      const unusable = await orTimeOut(ready.promise, INIT_LIMIT_MS, 'the function did not start in 30 s');
      if (unusable) {
        await terminate();
        return unusable;
      }
      if (!alive) return failed('Runtime.ExitError', 'Error: Runtime exited before the invocation');
      const { promise, resolve: answered } = Promise.withResolvers<InvokeResult>();
      settle = answered;
      const requestId = randomUUID();
      const limitMs = spec.timeoutSeconds * 1000;
      thread.tell({
        kind: 'invocation',
        requestId,
        payload,
        deadline: Date.now() + limitMs,
        traceId: traceId(),
        ...('CLOCK_OFFSET_MS' in variables && { clockOffsetMs: String(clock.offsetMs()) }),
      });
      return orTimeOut(
        promise,
        limitMs,
        `RequestId: ${requestId} Error: Task timed out after ${spec.timeoutSeconds.toFixed(2)} seconds`,
      );
    },
  };
};
