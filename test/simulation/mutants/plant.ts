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

/** Puts the bug into the file as it is loaded; before that, because a module that is loaded stays as it is. */
export const plant = (name: string): void => {
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
  process.on('exit', () => {
    if (!isPlanted)
      console.error(`mutant "${name}" was never loaded: ${mutant.file} is not part of the simulation`);
  });
};
