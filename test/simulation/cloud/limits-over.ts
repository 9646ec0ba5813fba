import type { TableOf } from '../../../functions/adapters/dynamodb/limit-rows.ts';
import { dynamoLimits } from '../../../functions/adapters/dynamodb/limits.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

/** Generous, because a run's people ask in minutes what others ask in a week. */
const OF_REQUESTS = 1000;

/** The real limits, so many times as wide. */
export const limitsOver = (tableOf: TableOf, factor = OF_REQUESTS) => ({
  ...dynamoLimits(tableOf),
  factor,
  by: hashing,
});
