import { dynamoBuckets } from './buckets.ts';
import type { TableOf } from './limit-rows.ts';
import { dynamoTallies } from './tallies.ts';

/** Buckets and tallies together. */
export const dynamoLimits = (tableOf: TableOf) => ({
  buckets: dynamoBuckets(tableOf),
  tallies: dynamoTallies(tableOf),
});
