import { fork } from 'node:child_process';
import { join } from 'node:path';
import { environmentFor } from '../mutants/plant.ts';
import type { LoadReport } from './report.ts';

export type LoadJob =
  /** 200 tool calls and 500 webhooks a second for a minute times `scale`. */
  | { readonly kind: 'minute'; readonly seed: number; readonly scale: number }
  /** So many callers who book one time at once. */
  | { readonly kind: 'contenders'; readonly seed: number; readonly count: number };

type Message = { readonly second?: number; readonly report?: LoadReport; readonly error?: string };

export type LoadWish = {
  /** Hears of each simulated second. */
  readonly onSecond?: (second: number) => void;
  /** The bug to plant, by its name. */
  readonly mutant?: string | undefined;
};

/** Plays it in a process of its own and answers what came of it. Rejects where it could not be played to its end. */
export const runLoad = (job: LoadJob, { onSecond, mutant }: LoadWish = {}): Promise<LoadReport> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [], {
      env: environmentFor(mutant),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
    child.on('message', ({ second, report, error }: Message) => {
      if (second !== undefined) onSecond?.(second);
      if (report !== undefined) resolve(report);
      if (error !== undefined) reject(new Error(error));
      if (second === undefined) child.disconnect();
    });
    child.send(job);
  });
