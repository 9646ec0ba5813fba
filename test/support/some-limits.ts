import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import type { TableOf } from '../../functions/adapters/dynamodb/limit-rows.ts';
import { dynamoLimits } from '../../functions/adapters/dynamodb/limits.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { memoryTable } from './memory-database.ts';

/** As generous as stage local's, for tests of something else. */
const ROOMY = 10_000;

/** Limits and caps over a table of their own, or over those that are handed in. */
export const someLimits = (
  factor = ROOMY,
  tableOf: TableOf = (() => {
    const table: Table = memoryTable([], () => 0).reaching(() => true);
    return () => table;
  })(),
) => ({
  ...dynamoLimits(tableOf),
  factor,
  by: hashing,
  fingerprintKeys: async (): Promise<readonly string[]> => ['a key for fingerprints'],
});
