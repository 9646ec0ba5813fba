import type { TableOf } from '../../../functions/adapters/dynamodb/limit-rows.ts';
import { dynamoLimits } from '../../../functions/adapters/dynamodb/limits.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

/** Real limits, generous: a run's people ask in minutes what others ask in a week. */
export const limitsOver = (tableOf: TableOf) => ({
  ...dynamoLimits(tableOf),
  factor: 1000,
  by: hashing,
});
