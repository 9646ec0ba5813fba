import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../mutants/killing-seeds.json');

/** By which seed each mutant was found the last time: it is tried first, and all the others after it. */
export const readKillingSeeds = (): Readonly<Record<string, number>> =>
  JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, number>;

/** Writes down what was found anew. */
export const rememberKillers = (
  hunted: readonly { readonly name: string; readonly killedBySeed: number | undefined }[],
): void => {
  const known = readKillingSeeds();
  const found = Object.fromEntries(
    hunted.flatMap(({ name, killedBySeed }) => (killedBySeed === undefined ? [] : [[name, killedBySeed]])),
  );
  if (Object.entries(found).every(([name, seed]) => known[name] === seed)) return;
  writeFileSync(FILE, `${JSON.stringify({ ...known, ...found }, null, 2)}\n`);
};
