import { afterAll, beforeAll, describe } from 'vitest';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { MONDAY_MORNING } from './builders.ts';
import { type LocalTable, startTable } from './dynamo.ts';
import { memoryTable } from './memory-database.ts';
import type { Row } from './world.ts';

export type Store = Table & { rows(): Promise<readonly Row[]> };

export const inMemory = (): Store => {
  const table = memoryTable([], () => MONDAY_MORNING);
  return { ...table.reaching(() => true), rows: async () => table.rows() };
};

/** The same tests on DynamoDB Local and on the store in memory. `store` gives a table to a test that is running. */
export const onBothStores = (what: string, tests: (store: () => Store) => void): void => {
  describe(`${what}, on DynamoDB Local`, () => {
    let local: LocalTable;
    beforeAll(async () => {
      local = await startTable();
    }, 60_000);
    afterAll(() => local.stop());
    tests(() => local);
  });
  describe(`${what}, on the store in memory`, () => tests(inMemory));
};
