import '../prepare-process.ts';
import { loadPlanted } from '../mutants/plant.ts';
import type { LoadJob } from './run-load.ts';

/**
 * A process of its own, because time and chance are replaced in it: plays one load and sends what came of it.
 */
Error.stackTraceLimit = 3;
const [{ playContenders }, { playLoad }] = await loadPlanted(() =>
  Promise.all([import('./contenders.ts'), import('./play-load.ts')]),
);

const onSecond = (second: number): void => void process.send?.({ second });
const play = ({ seed, ...job }: LoadJob) =>
  job.kind === 'minute' ? playLoad(seed, job.scale, onSecond) : playContenders(seed, job.count, onSecond);

process.once('message', (job: LoadJob) => {
  play(job).then(
    (report) => process.send?.({ report }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
