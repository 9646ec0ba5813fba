import { Worker } from 'node:worker_threads';

export type Failure = { readonly errorType: string; readonly errorMessage: string; readonly stack?: string };

/** What a thread says. */
export type Said =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'unusable' } & Failure)
  | { readonly kind: 'output'; readonly level: 'info' | 'error'; readonly text: string }
  | { readonly kind: 'answer'; readonly payload: string }
  | ({ readonly kind: 'error' } & Failure);

/** What a thread is told, one thing after the answer to the one before: a function to be from now on, or what to do. */
export type Told =
  | {
      readonly kind: 'function';
      /** Its whole environment. */
      readonly variables: Readonly<Record<string, string>>;
      readonly assetPath: string;
      readonly compileCache: string;
      readonly handler: string;
      readonly functionName: string;
      readonly functionArn: string;
      readonly memoryMb: number;
    }
  | {
      readonly kind: 'invocation';
      readonly requestId: string;
      readonly payload: string;
      readonly deadline: number;
      readonly traceId: string;
      readonly clockOffsetMs?: string;
    };

export type Listener = {
  said(message: Said): void;
  /** Nobody in the thread caught it. The end follows. */
  failed(error: unknown): void;
  ended(exitCode: number): void;
};

/** Stands still but for what it is told. */
export type Thread = {
  tell(message: Told): void;
  /** From now on, in place of whoever heard it before. */
  hear(listener: Listener): void;
  /** Nobody hears it from now on, and it keeps no process running. `ended` is called should it end all the same. */
  rest(ended: () => void): void;
  terminate(): Promise<void>;
};

export const startThread = (name: string, memoryMb: number): Thread => {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./environment-thread.cjs', import.meta.url), {
    name,
    argv: [],
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    workerData: { gate: gate.buffer },
  });
  let listener: Listener | undefined;
  worker.on('message', (message: Said) => listener?.said(message));
  worker.on('error', (error) => listener?.failed(error));
  worker.on('exit', (code) => listener?.ended(code));
  return {
    tell(message) {
      worker.postMessage(message);
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
    },
    hear(next) {
      listener = next;
      worker.ref();
    },
    rest(ended) {
      listener = { said() {}, failed() {}, ended };
      worker.unref();
    },
    async terminate() {
      await worker.terminate();
    },
  };
};
