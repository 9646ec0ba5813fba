import type { Context } from 'aws-lambda';
import type { Chance } from '../kernel/chance.ts';
import type { Container } from '../kernel/io.ts';
import type { Kernel } from '../kernel/kernel.ts';

type Handler = (event: never, context: Context) => Promise<unknown>;

export type FunctionSpec = {
  readonly name: string;
  readonly timeoutMs: number;
  /** A cold start: the handler with parts of its own. */
  readonly create: (container: Container) => Handler;
};

export type InvokeResult =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly because: string };

/** What an invocation is for, as far as two of them are alike. */
const occasionOf = (event: unknown): string => {
  const { rawPath, body, Records } = event as {
    rawPath?: string;
    body?: string;
    Records?: { body?: string }[];
  };
  const text = body ?? Records?.map((record) => record.body ?? '').join(' ') ?? '';
  const kinds = /"(?:detail-type|event|type|event_type|name)\\?":\s*\\?"([\w.]+)/g;
  const named = [...text.matchAll(kinds)].map(([, kind]) => kind).slice(0, 2);
  return [rawPath?.replace(/biz_\w+/, ''), ...named].join(' ');
};

type Warm = { readonly container: Container; readonly handler: Handler };

/** Lambda: a container runs one invocation at a time, is kept warm for a while, and is ended when it takes too long. */
export class SimulatedFunctions {
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #mostWarm: number;
  readonly #warm = new Map<string, Warm[]>();
  /** How often a function failed by an error that nobody foresaw. */
  readonly failures: { readonly functionName: string; readonly error: Error }[] = [];

  /** `mostWarm`: how many idle containers of a function are kept. Few, where cold starts are to be seen. */
  constructor(kernel: Kernel, chance: Chance, mostWarm = 3) {
    this.#kernel = kernel;
    this.#chance = chance;
    this.#mostWarm = mostWarm;
  }

  /** A new version: whatever is warm finishes what it does and is used no more. */
  deploy(): void {
    this.#kernel.note(() => 'a new version is deployed');
    this.#warm.clear();
  }

  #take(spec: FunctionSpec): Warm {
    const warm = this.#warm.get(spec.name) ?? [];
    const at = this.#kernel.mishap(0.1) ? -1 : warm.findIndex(({ container }) => !container.isGone);
    const [found] = at === -1 ? [] : warm.splice(at, 1);
    if (found) return found;
    const container: Container = { functionName: spec.name, current: undefined, isGone: false, parked: [] };
    return { container, handler: spec.create(container) };
  }

  #giveBack(warm: Warm): void {
    const { functionName } = warm.container;
    const kept = this.#warm.get(functionName) ?? [];
    if (!warm.container.isGone && kept.length < this.#mostWarm) kept.push(warm);
    this.#warm.set(functionName, kept);
  }

  invoke(spec: FunctionSpec, event: unknown): Promise<InvokeResult> {
    const kernel = this.#kernel;
    return new Promise((resolve) => {
      // An entry of the timeline of its own, so that one container's code runs at a time.
      kernel.after(this.#chance.between(0, 3), () => {
        const warm = this.#take(spec);
        const { container, handler } = warm;
        const died = (how: string) => resolve({ kind: 'failed', because: how });
        const invocation = kernel.begin(container, died, kernel.isRecording ? occasionOf(event) : '');
        const limit = kernel.after(spec.timeoutMs, () => kernel.kill(invocation, 'timed out'));
        const over = (result: InvokeResult): void => {
          if (invocation.isOver) return;
          kernel.callOff(limit);
          kernel.end(invocation);
          this.#giveBack(warm);
          resolve(result);
        };
        const context = {
          functionName: spec.name,
          functionVersion: '1',
          invokedFunctionArn: spec.name,
          memoryLimitInMB: '512',
          awsRequestId: `request-${invocation.serial}`,
        } as Context;
        kernel.thaw(container);
        kernel.running = container;
        handler(event as never, context).then(
          (answer) => over({ kind: 'answered', answer }),
          (error: unknown) => {
            const thrown = error instanceof Error ? error : new Error(String(error));
            kernel.note(() => `${spec.name}#${invocation.serial} fails: ${thrown.name} ${thrown.message}`);
            this.failures.push({ functionName: spec.name, error: thrown });
            over({ kind: 'failed', because: thrown.name });
          },
        );
      });
    });
  }
}
