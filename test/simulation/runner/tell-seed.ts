import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Plays one seed and prints what happened in it; 1 when a promise was broken. */
export const tellSeed = (seed: number, mutant: string | undefined): Promise<number> =>
  new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'teller.ts'), [String(seed)], {
      env: { ...process.env, ...(mutant !== undefined && { SIMULATE_MUTANT: mutant }) },
      stdio: 'inherit',
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
