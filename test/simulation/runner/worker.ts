import '../prepare-process.ts';
import { loadPlanted } from '../mutants/plant.ts';
import type { Job } from './jobs.ts';

/** A process of its own: does jobs until nobody asks any more. */

// Thousands of errors are made and caught, and nobody reads where: the seed's own trace tells.
Error.stackTraceLimit = 3;
const { doJob } = await loadPlanted(() => import('./do-job.ts'));

process.on('message', (job: Job) => {
  doJob(job).then(
    (tally) => process.send?.({ tally }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ isReady: true });
