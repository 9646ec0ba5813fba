import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { environmentFor } from '../mutants/plant.ts';
import type { Job, Tally } from './jobs.ts';

type Message = { readonly isReady?: true; readonly tally?: Tally; readonly error?: string };

const WORKER = join(import.meta.dirname, 'worker.ts');

/** Does jobs one after another in a process of its own. */
export const startWorker = (mutant?: string) => {
  const child: ChildProcess = fork(WORKER, [], {
    env: environmentFor(mutant),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = (): Promise<Message> =>
    new Promise((resolve, reject) => {
      const over = (code: number | null) => reject(new Error(`a worker ended with ${code}`));
      child.once('exit', over);
      child.once('message', (message) => {
        child.off('exit', over);
        resolve(message as Message);
      });
    });
  const ready = next();
  return {
    async perform(job: Job): Promise<Tally> {
      await ready;
      child.send(job);
      const { tally, error } = await next();
      if (tally === undefined) throw new Error(error);
      return tally;
    },
    /** It ends by itself once nobody is there who might ask. */
    stop(): void {
      if (child.connected) child.disconnect();
    },
  };
};

/** Does all jobs on all cores; `onDone` hears of each as it ends. */
export const performAll = async (
  jobs: readonly Job[],
  onDone: (tally: Tally, job: Job) => void,
): Promise<void> => {
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    const worker = startWorker();
    try {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        onDone(await worker.perform(job), job);
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, work));
};
