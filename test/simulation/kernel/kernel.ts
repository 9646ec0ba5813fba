import type { Chance } from './chance.ts';
import { type FaultKind, type FaultPlan, noFaults, type Point } from './faults.ts';
import { type Planned, Timeline } from './timeline.ts';

/** Something that runs our code: one invocation at a time, frozen in between, gone when it crashed. */
export type Container = {
  readonly functionName: string;
  current: Invocation | undefined;
  isGone: boolean;
  /** What was left running when an invocation ended: it goes on when the next one begins, as in Lambda. */
  readonly parked: (() => void)[];
};

export type Invocation = {
  readonly serial: number;
  readonly container: Container;
  /** Told once, when it can no longer answer. */
  readonly onDeath: (how: 'crashed' | 'timed out') => void;
  isOver: boolean;
};

/** One thing that code asks of the outside. */
export type IoRequest<Answer> = {
  /** `service.action`. */
  readonly place: string;
  /** For the trace: which row, which message. */
  readonly about?: () => string;
  /** Does it. Throws what the service answers where it refuses; `InFlight` ends when the service says so. */
  readonly effect: () => Answer | InFlight<Answer>;
  /** How long the client waits, in milliseconds. */
  readonly patienceMs: number;
  readonly unavailable: () => Error;
  readonly timedOut: () => Error;
  /** What the client makes of an answer that arrives broken: throws, or gives it on. */
  readonly garbled?: (answer: Answer) => Answer;
  /** Does a part of it. */
  readonly partial?: () => Answer;
  readonly crashable?: boolean;
  /** From request to effect and from effect to answer, in milliseconds. */
  readonly latencyMs?: readonly [least: number, most: number];
};

/** An effect that takes time at the service itself. */
export class InFlight<Answer> {
  readonly finish: () => Answer;
  readonly tookMs: number;
  constructor(tookMs: number, finish: () => Answer) {
    this.tookMs = tookMs;
    this.finish = finish;
  }
}

export type KernelOptions = {
  readonly chance: Chance;
  readonly startMs: number;
  readonly faults?: FaultPlan;
  readonly trace?: ((at: number, text: string) => void) | undefined;
};

const ENDLESS_MS = 15 * 60_000;
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * A virtual clock and one thing at a time. Whatever our code waits for goes through `io`, where something may go wrong;
 * everything that happens is an entry of the timeline, and after each all promises are let run until nothing moves, so
 * that a seed always gives the same run.
 */
export class Kernel {
  now: number;
  readonly chance: Chance;
  faults: FaultPlan;
  /** Of each place and function, in order: what an exhaustive run goes through. */
  readonly points: Point[] = [];
  /** How often each kind of fault met each place. */
  readonly fired = new Map<string, number>();
  ioCount = 0;
  /** Whether points are remembered. */
  isRecording = false;
  /** On a calm day the world around does nothing unusual: what goes wrong is only what is told to. */
  isCalm = false;
  /** The container whose code runs now. */
  running: Container | undefined;
  readonly #timeline = new Timeline();
  readonly #trace: KernelOptions['trace'];
  #invocations = 0;

  constructor({ chance, startMs, faults = noFaults, trace }: KernelOptions) {
    this.chance = chance;
    this.now = startMs;
    this.faults = faults;
    this.#trace = trace;
  }

  get isTracing(): boolean {
    return this.#trace !== undefined;
  }

  /** Whether something unusual happens now that has this probability. */
  mishap(probability: number): boolean {
    return !this.isCalm && this.chance.is(probability);
  }

  /** The text is only made where somebody reads it. */
  note(text: () => string): void {
    this.#trace?.(this.now, text());
  }

  /** How much is planned that somebody waits for. */
  get outstanding(): number {
    return this.#timeline.foreground;
  }

  after(delayMs: number, run: () => void): Planned {
    return this.#timeline.plan(this.now + delayMs, run);
  }

  inBackground(atMs: number, run: () => void): Planned {
    return this.#timeline.plan(Math.max(this.now, atMs), run, true);
  }

  callOff(planned: Planned): void {
    this.#timeline.callOff(planned);
  }

  /** For what plays in the world outside, not in our code: never interrupted. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve));
  }

  /** Lets things happen until `isEnough`, or until nothing is planned. `afterEach` sees the world between two of them. */
  async run(isEnough: () => boolean, afterEach: () => void): Promise<void> {
    while (!isEnough()) {
      const planned = this.#timeline.next();
      if (planned === undefined) return;
      this.now = planned.at;
      this.running = undefined;
      planned.run();
      await turn();
      afterEach();
    }
  }

  /** Begins an invocation in a container that is free. */
  begin(container: Container, onDeath: Invocation['onDeath']): Invocation {
    this.#invocations += 1;
    const invocation: Invocation = { serial: this.#invocations, container, onDeath, isOver: false };
    container.current = invocation;
    this.running = container;
    return invocation;
  }

  /** What an earlier invocation left running goes on now, beside this one. */
  thaw(container: Container): void {
    for (const go of container.parked.splice(0)) go();
  }

  end(invocation: Invocation): void {
    invocation.isOver = true;
    if (invocation.container.current === invocation) invocation.container.current = undefined;
  }

  /** Its code never goes on, and nothing of its container is left. */
  kill(invocation: Invocation, how: 'crashed' | 'timed out'): void {
    if (invocation.isOver) return;
    this.end(invocation);
    invocation.container.isGone = true;
    this.note(() => `${invocation.container.functionName} ${how}`);
    invocation.onDeath(how);
  }

  io<Answer>(container: Container, request: IoRequest<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const start = () => this.#start(container, request, resolve, reject);
      if (container.isGone) return;
      if (container.current === undefined) container.parked.push(start);
      else start();
    });
  }

  #start<Answer>(
    container: Container,
    request: IoRequest<Answer>,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ): void {
    const invocation = container.current;
    const kind = this.#drawFault(container, request);
    const tell = (outcome: string) =>
      this.note(
        () => `${container.functionName} ▸ ${request.place} ${request.about?.() ?? ''} → ${outcome}`,
      );
    const answer = (go: () => void): void => {
      if (container.isGone) return;
      if (container.current === undefined) container.parked.push(go);
      else {
        this.running = container;
        go();
      }
    };
    const perform = (act: () => Answer | InFlight<Answer>, done: (outcome: Outcome<Answer>) => void): void => {
      let outcome: Outcome<Answer>;
      try {
        const made = act();
        if (made instanceof InFlight) {
          this.after(made.tookMs, () => perform(made.finish, done));
          return;
        }
        outcome = { ok: true, value: made };
      } catch (error) {
        outcome = { ok: false, error };
      }
      done(outcome);
    };
    const settle = (outcome: Outcome<Answer>): void => {
      tell(outcome.ok ? 'ok' : `refused: ${nameOf(outcome.error)}`);
      this.after(this.#latency(request), () =>
        answer(() => (outcome.ok ? resolve(outcome.value) : reject(outcome.error))),
      );
    };
    const giveUp = (error: () => Error): void =>
      void this.after(Math.min(request.patienceMs, ENDLESS_MS), () => answer(() => reject(error())));
    const die = () => {
      if (invocation !== undefined) this.kill(invocation, 'crashed');
    };
    const arrive = this.#latency(request);

    switch (kind) {
      case undefined:
        this.after(arrive, () => perform(request.effect, settle));
        return;
      case 'error-before':
        tell('error before');
        this.after(arrive, () => answer(() => reject(request.unavailable())));
        return;
      case 'time-out-before':
        tell('time-out, not done');
        return giveUp(request.timedOut);
      case 'time-out-after':
        this.after(arrive, () =>
          perform(request.effect, ({ ok }) => tell(`time-out, ${ok ? 'done' : 'refused'}`)),
        );
        return giveUp(request.timedOut);
      case 'crash-before':
        tell('crash before');
        this.after(arrive, die);
        return;
      case 'crash-after':
        this.after(arrive, () =>
          perform(request.effect, () => {
            tell('crash after');
            die();
          }),
        );
        return;
      case 'slow': {
        const late = this.chance.pick([20_000, 90_000, 200_000, 400_000]) + this.chance.int(30_000);
        tell(`slow: lands ${Math.round(late / 1000)} s later`);
        this.after(late, () =>
          perform(request.effect, ({ ok, ...rest }) => {
            this.#count('zombie effect', ok ? 'landed' : 'refused');
            this.note(
              () =>
                `late effect of ${container.functionName} ▸ ${request.place} ${request.about?.() ?? ''} ${ok ? 'lands' : `is refused: ${'error' in rest ? nameOf(rest.error) : ''}`}`,
            );
          }),
        );
        return giveUp(request.timedOut);
      }
      case 'garbage':
        this.after(arrive, () =>
          perform(request.effect, (outcome) => {
            if (!outcome.ok || request.garbled === undefined) return settle(outcome);
            const { garbled } = request;
            tell('garbage');
            this.after(this.#latency(request), () =>
              answer(() => {
                try {
                  resolve(garbled(outcome.value));
                } catch (error) {
                  reject(error);
                }
              }),
            );
          }),
        );
        return;
      case 'partial':
        tell('in part');
        this.after(arrive, () => perform(request.partial ?? request.effect, settle));
        return;
    }
  }

  #latency({ latencyMs: [least, most] = [1, 12] }: { readonly latencyMs?: readonly [number, number] }): number {
    return this.mishap(0.02) ? most * 5 : this.chance.between(least, most);
  }

  #drawFault<Answer>(container: Container, request: IoRequest<Answer>): FaultKind | undefined {
    const point: Point = {
      ordinal: this.ioCount,
      place: request.place,
      functionName: container.functionName,
      now: this.now,
      kinds: kindsOf(request),
    };
    this.ioCount += 1;
    if (this.isRecording) this.points.push(point);
    const kind = this.faults.draw(point);
    if (kind !== undefined) this.#count(request.place, kind);
    return kind;
  }

  #count(place: string, kind: string): void {
    const key = `${place} × ${kind}`;
    this.fired.set(key, (this.fired.get(key) ?? 0) + 1);
  }
}

type Outcome<Answer> =
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly error: unknown };

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

const ALWAYS: readonly FaultKind[] = ['error-before', 'time-out-before', 'time-out-after', 'slow'];
const CRASHES: readonly FaultKind[] = ['crash-before', 'crash-after'];

const kindsOf = <Answer>(request: IoRequest<Answer>): readonly FaultKind[] => [
  ...(request.place === 'pause.pause' ? [] : ALWAYS),
  ...(request.crashable === false ? [] : CRASHES),
  ...(request.garbled ? (['garbage'] as const) : []),
  ...(request.partial ? (['partial'] as const) : []),
];
