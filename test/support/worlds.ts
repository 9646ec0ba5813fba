import { afterAll, afterEach, beforeAll } from 'vitest';
import { type LocalTable, startTable } from './dynamo.ts';

type World = { stop(): Promise<void> };

/** One table for a test file; the worlds that a test makes on it are stopped after the test. */
export const worldsOf = <Given, Made extends World>(
  make: (table: LocalTable, given?: Given) => Promise<Made>,
) => {
  let table: LocalTable;
  const open: World[] = [];
  beforeAll(async () => {
    table = await startTable();
  }, 60_000);
  afterEach(async () => {
    for (const world of open.splice(0)) await world.stop();
  });
  afterAll(async () => {
    await table.stop();
  });
  return {
    table: () => table,
    aWorld: async (given?: Given): Promise<Made> => {
      const world = await make(table, given);
      open.push(world);
      return world;
    },
  };
};
