import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { PLAYS_ALL } from '../../support/plays-all.ts';

/**
 * The adapters' own tests once more, with every request that they make sent to the engine beside DynamoDB Local. What a
 * test says of the product is not meant here, but that both answer alike and end with the same rows.
 */
vi.mock('../../support/dynamo.ts', async (original) => ({
  ...(await original<typeof import('../../support/dynamo.ts')>()),
  ...(await import('./mirrored-table.ts')),
}));

// The adapters that an earlier file of this process has loaded go to no mirrored table.
vi.resetModules();

const ADAPTERS = join(import.meta.dirname, '../../adapters/dynamodb');

/** Each plays by itself, too: of every third is seen here at each run that both answer alike, of all of them each night. */
const ONE_IN = PLAYS_ALL ? 1 : 3;

const usesTheTable = (file: string): boolean =>
  readFileSync(join(ADAPTERS, file), 'utf8').includes('support/dynamo.ts');

const files = readdirSync(ADAPTERS)
  .filter((name) => name.endsWith('.test.ts') && usesTheTable(name))
  .toSorted();
for (const file of files.filter((_, place) => place % ONE_IN === 0)) await import(join(ADAPTERS, file));

it('go to the engine, too', async () => {
  const { startTable } = await import('../../support/dynamo.ts');

  expect(startTable).toBe((await import('./mirrored-table.ts')).startTable);
});
