import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../../..');

const replaced = (mutant: Mutant, source: string, find: string, replace: string): string => {
  const places = source.split(find).length - 1;
  if (places !== 1) {
    throw new Error(`mutant "${mutant.name}" is meant for one place of ${mutant.file} and finds ${places}`);
  }
  return source.replace(find, () => replace);
};

/** The file's text with the bug in it. Throws where the place has changed: a bug that is not planted proves nothing. */
export const mutated = (mutant: Mutant, source: string): string =>
  [mutant, ...(mutant.also ?? [])].reduce(
    (text, { find, replace }) => replaced(mutant, text, find, replace),
    source,
  );

const VARIABLE = 'SIMULATE_MUTANT';

/** The environment of a process in which that bug is to be planted, or none. */
export const environmentFor = (mutant: string | undefined): NodeJS.ProcessEnv => ({
  ...process.env,
  ...(mutant !== undefined && { [VARIABLE]: mutant }),
});

/** Puts the bug into the file as it is loaded, and answers whether it was. */
const plant = (name: string): (() => boolean) => {
  const mutant = mutants.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`there is no mutant "${name}"`);
  const wanted = pathToFileURL(join(ROOT, mutant.file)).href;
  let isPlanted = false;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== wanted) return loaded;
      isPlanted = true;
      return { ...loaded, source: mutated(mutant, String(loaded.source)) };
    },
  });
  return () => isPlanted;
};

/**
 * Loads the product with the bug that this process is to have, if any. It must not have been loaded before: a module that
 * is loaded stays as it is. Throws where the bug's file is no part of what was loaded.
 */
export const loadPlanted = async <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> => {
  const name = process.env[VARIABLE];
  if (name === undefined) return load();
  const isPlanted = plant(name);
  const loaded = await load();
  if (!isPlanted()) throw new Error(`mutant "${name}" is not planted: its file is no part of the simulation`);
  return loaded;
};
