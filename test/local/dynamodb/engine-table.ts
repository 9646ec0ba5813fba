import {
  type ChangeRecord,
  createMemoryStore,
  DynamoFailure,
  type MemoryStore,
  type MemoryStoreOptions,
  type WireItem,
} from '../../../scripts/local/dynamodb/memory-store.ts';
import { indexBy, keySchema, texts } from './table-shape.ts';

export const TableName = 'engine';

export const START_MS = Date.UTC(2026, 10, 20, 12);

export type EngineTable = {
  readonly store: MemoryStore;
  readonly changes: readonly ChangeRecord[];
  advance(ms: number): void;
  put(item: WireItem): void;
  get(sk: string, consistent?: boolean): unknown;
};

export const key = (sk: string, pk = 'a'): WireItem => ({ pk: { S: pk }, sk: { S: sk } });

/** A table with the sparse index `due` and a stream, in a store whose clock stands until it is moved. */
export const engineTable = (options: Omit<MemoryStoreOptions, 'now'> = {}): EngineTable => {
  let nowMs = START_MS;
  const store = createMemoryStore({ ...options, now: () => nowMs });
  const changes: ChangeRecord[] = [];
  store.onChange((change) => changes.push(change));
  store.perform('CreateTable', {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: texts('pk', 'sk', 'duePk', 'dueSk'),
    GlobalSecondaryIndexes: [indexBy('due', ['duePk', 'dueSk'], 'ALL')],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  return {
    store,
    changes,
    advance(ms) {
      nowMs += ms;
    },
    put: (Item) => void store.perform('PutItem', { TableName, Item }),
    get: (sk, ConsistentRead = true) =>
      store.perform('GetItem', { TableName, Key: key(sk), ConsistentRead }).Item,
  };
};

/** The failure of what must fail. */
export const failureOf = (attempt: () => unknown): DynamoFailure => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DynamoFailure) return error;
    throw error;
  }
  throw new Error('This was expected to be refused.');
};
