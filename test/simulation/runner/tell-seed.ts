import { fork } from 'node:child_process';
import { join } from 'node:path';
import { environmentFor } from '../mutants/plant.ts';

/** Plays one seed and prints what happened in it, or of that what is about something; 1 when a promise was broken. */
export const tellSeed = (
  seed: number,
  { mutant, about }: { readonly mutant: string | undefined; readonly about: string | undefined },
): Promise<number> =>
  new Promise((resolve) => {
    const child = fork(
      join(import.meta.dirname, 'teller.ts'),
      [String(seed), ...(about === undefined ? [] : [about])],
      {
        env: environmentFor(mutant),
        stdio: 'inherit',
      },
    );
    child.on('exit', (code) => resolve(code ?? 1));
  });
