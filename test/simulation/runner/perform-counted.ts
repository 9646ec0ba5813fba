import { emptyTally, type Job, runsOf, type Tally, together } from './jobs.ts';
import { performAll } from './pool.ts';
import { createProgress } from './progress.ts';

/** Does all jobs and adds up what came of them, with a line of progress under that title. */
export const performCounted = async (
  title: string,
  jobs: readonly Job[],
): Promise<{ readonly tally: Tally; readonly seconds: number }> => {
  const progress = createProgress(
    title,
    jobs.reduce((sum, job) => sum + runsOf(job), 0),
  );
  let tally = emptyTally;
  await performAll(jobs, (done, job) => {
    tally = together(tally, done);
    progress.step(runsOf(job));
  });
  return { tally, seconds: progress.end() };
};
