import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutants } from '../mutants/mutants.ts';

const FILE = join(import.meta.dirname, '../mutants/killing-seeds.json');

/** By which seed each mutant was found the last time: it is tried first, and all the others after it. */
export const readKillingSeeds = (): Readonly<Record<string, number>> =>
  JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>;

/** Writes down what was found by another seed than the last time, and forgets bugs that are planted no more. */
export const rememberKillers = (
  hunted: readonly { readonly name: string; readonly killedBySeed: number | undefined }[],
): void => {
  const known = readKillingSeeds();
  const found = Object.fromEntries(
    hunted.flatMap(({ name, killedBySeed }) => (killedBySeed === undefined ? [] : [[name, killedBySeed]])),
  );
  const all = { ...known, ...found };
  const planted = Object.fromEntries(
    mutants.flatMap(({ name }) => (all[name] === undefined ? [] : [[name, all[name]]])),
  );
  const text = `${JSON.stringify(planted, null, 2)}\n`;
  if (text !== readFileSync(FILE, 'utf8')) writeFileSync(FILE, text);
};
