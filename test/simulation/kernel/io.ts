import type { FaultKind } from './faults.ts';

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
  /** What it was called for: the tool, the kind of event. */
  readonly occasion: string;
  /** How often it has waited for something. */
  waits: number;
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
  /** How much later than anybody waits its effect may land at most; minutes without it. */
  readonly lateMostMs?: number;
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

export type Outcome<Answer> =
  | { readonly ok: true; readonly value: Answer }
  | { readonly ok: false; readonly error: unknown };

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** Of two calls of one function the trace has to say which did what. */
export const calledOf = ({ container, serial }: Invocation): string => `${container.functionName}#${serial}`;

/** Whether its effect can be seen afterwards. */
export const isWrite = (place: string): boolean =>
  !/^pause\.|\.(Get|BatchGet|TransactGet|Query|Scan|List|Head|GET )/.test(place);

const ALWAYS: readonly FaultKind[] = ['error-before', 'time-out-before', 'time-out-after', 'slow'];
const CRASHES: readonly FaultKind[] = ['crash-before', 'crash-after'];

export const kindsOf = <Answer>(request: IoRequest<Answer>): readonly FaultKind[] => [
  ...(request.place === 'pause.pause' ? [] : ALWAYS),
  ...(request.crashable === false ? [] : CRASHES),
  ...(request.garbled ? (['garbage'] as const) : []),
  ...(request.partial ? (['partial'] as const) : []),
];
