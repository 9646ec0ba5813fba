import type { ScheduledEvent } from 'aws-lambda';
import type { Clock } from './clock.ts';
import { instrumented } from './handler.ts';
import { log } from './log.ts';

type ScheduleDeps = {
  /** What the log calls it. */
  readonly name: string;
  readonly clock: Clock;
  /** Runs at, or some time after, the moment it was planned for; reports what it did. */
  readonly operate: (nowMs: number) => Promise<object>;
};

/** Work that the clock starts. A failed run is an error for the alarm to see; the next one catches up. */
export const createScheduled = (deps: ScheduleDeps) =>
  instrumented<ScheduledEvent, void>(async () => {
    const report = await deps.operate(deps.clock.now());
    log.info(`${deps.name}.done`, { ...report });
  });
