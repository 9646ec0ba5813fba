import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Database } from '../../functions/adapters/dynamodb/client.ts';
import { createMemoryStore } from '../../scripts/local/dynamodb/memory-store.ts';
import { TABLE, TABLE_SHAPE } from '../simulation/cloud/table-shape.ts';
import {
  actionOf,
  named,
  type Plain,
  partitionsOf,
  plainOutput,
  sdkError,
  wireInput,
} from '../simulation/cloud/wire-commands.ts';
import type { Row } from './world.ts';

/** The stage's table in this process, without HTTP, for tests that ask it a hundred thousand times. */
export const memoryTable = (rows: readonly Row[], now: () => number) => {
  const store = createMemoryStore({ now });
  store.perform('CreateTable', { ...TABLE_SHAPE });
  for (const row of rows) store.perform('PutItem', { TableName: TABLE, Item: marshall(row) });
  const asked = new Set<string>();

  /** What reaches the rows of some partitions, and is refused all others as IAM refuses them. */
  const reaching = (isAllowed: (pk: string) => boolean) => {
    const send = async (command: { constructor: { name: string }; input: Plain }) => {
      for (const pk of partitionsOf(command.input)) {
        asked.add(pk);
        if (!isAllowed(pk)) throw named('AccessDeniedException', `not allowed: ${pk}`);
      }
      try {
        return plainOutput(store.perform(actionOf(command), wireInput(command.input)));
      } catch (error) {
        throw sdkError(error);
      }
    };
    // The SDK's paginators ask whether they were given one of theirs.
    const db = Object.assign(Object.create(DynamoDBDocumentClient.prototype) as Database, { send });
    return { db, name: TABLE };
  };

  return {
    reaching,
    /** Partition keys that anybody asked for, allowed or not. */
    asked: asked as ReadonlySet<string>,
    rows: (): Row[] => store.rows(TABLE).map((item) => unmarshall(item as never)),
  };
};

export type MemoryTable = ReturnType<typeof memoryTable>;
