import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Place } from '../audit/find-place.ts';
import type { Say } from '../stage/say.ts';
import { compareShapes } from './compare.ts';
import { liveShape } from './live.ts';
import type { Shape } from './shape.ts';

/** A local cloud keeps less of a table than AWS does, on purpose: the store has it, or nobody needs it here. */
const LOCAL_ONLY: Partial<Shape> = { encryption: undefined };

export const openTable = ({ table, access = {} }: Place) => {
  const db = new DynamoDBClient(access);
  const isLocal = access.endpoint !== undefined;
  return {
    shape: async (): Promise<Shape> => ({ ...(await liveShape(db, table)), ...(isLocal && LOCAL_ONLY) }),
    close: () => db.destroy(),
  };
};
export type OpenTable = ReturnType<typeof openTable>;

/** Says every difference; `false` where there is one. */
export const verify = async (
  table: Pick<OpenTable, 'shape'>,
  expected: Shape,
  say: Say,
): Promise<boolean> => {
  const { differences, untold } = compareShapes(await table.shape(), expected);
  for (const line of differences) say(`✗ ${line}`);
  if (untold.length > 0) say(`– cannot be asked here: ${untold.join(', ')}`);
  if (differences.length === 0) say('✓ The table is as it was synthesised.');
  return differences.length === 0;
};
