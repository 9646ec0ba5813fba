import type { Chance } from './chance.ts';
import { type FaultKind, type FaultPlan, noFaults, type Point } from './faults.ts';
import { type Container, calledOf, type Invocation, type IoRequest, kindsOf } from './io.ts';
import { performIo } from './perform-io.ts';
import { type Planned, Timeline } from './timeline.ts';

export type KernelOptions = {
  readonly chance: Chance;
  readonly startMs: number;
  readonly faults?: FaultPlan;
  readonly trace?: ((at: number, text: string) => void) | undefined;
};

const add = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

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
  /** `place × kind` and how often that kind might have fired there: counted only while something may go wrong. */
  readonly met = new Map<string, number>();
  /** Writes that landed after their caller had given up, and those that were refused then. */
  readonly lateWrites = { landed: 0, refused: 0 };
  ioCount = 0;
  faultCount = 0;
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

  /** For what happens outside and lets nobody's code go on, which need not be waited for. */
  silently(delayMs: number, run: () => void): void {
    this.after(delayMs, run).isSilent = true;
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
      if (!planned.isSilent) await turn();
      afterEach();
    }
  }

  /** Begins an invocation in a container that is free. */
  begin(container: Container, onDeath: Invocation['onDeath'], occasion = ''): Invocation {
    this.#invocations += 1;
    const invocation: Invocation = {
      serial: this.#invocations,
      container,
      onDeath,
      occasion,
      waits: 0,
      isOver: false,
    };
    container.current = invocation;
    this.running = container;
    this.note(() => `${calledOf(invocation)} begins${occasion === '' ? '' : `: ${occasion}`}`);
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
    this.note(() => `${calledOf(invocation)} ${how}`);
    invocation.onDeath(how);
  }

  io<Answer>(container: Container, request: IoRequest<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const start = () => performIo(this, container, request, resolve, reject);
      if (container.isGone) return;
      if (container.current === undefined) container.parked.push(start);
      else start();
    });
  }

  /** What goes wrong at this point, if anything does; counted, and remembered where points are. */
  drawFault<Answer>(container: Container, request: IoRequest<Answer>): FaultKind | undefined {
    const { current } = container;
    if (current) current.waits += 1;
    const point: Point = {
      likeness: `${container.functionName} ${current?.occasion} ${current?.waits} ${request.place}`,
      ordinal: this.ioCount,
      place: request.place,
      now: this.now,
      kinds: kindsOf(request),
    };
    this.ioCount += 1;
    if (this.isRecording) this.points.push(point);
    if (this.faults !== noFaults) {
      for (const possible of point.kinds) add(this.met, `${point.place} × ${possible}`);
    }
    const kind = this.faults.draw(point);
    if (kind !== undefined) {
      this.faultCount += 1;
      add(this.fired, `${request.place} × ${kind}`);
    }
    return kind;
  }
}
