import type { LogLine } from './source.ts';

/** One thing that happened, in words. */
export type Moment = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who did it: a vendor, the agent, the table, a worker. */
  readonly who: string;
  readonly what: string;
  /** What belongs to it, a line each. */
  readonly details?: readonly string[];
  /** `machinery`: left out unless somebody asks for everything. */
  readonly weight: 'plain' | 'good' | 'bad' | 'machinery';
};

/** What the words of a line may need besides the line. */
export type Setting = {
  readonly zone: string;
  /** The name of a service by its id, where it is known. */
  readonly serviceName: (id: unknown) => string;
  readonly rivalOf: (line: LogLine) => import('./gather.ts').Rival | undefined;
};

export type Telling = (line: LogLine, setting: Setting) => Omit<Moment, 'at'> | undefined;
