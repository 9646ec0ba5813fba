import { batchGet, batchWrite } from './batches.ts';
import { createTable } from './create-table.ts';
import type { Database } from './database.ts';
import { DynamoFailure, failure } from './failure.ts';
import { getItem } from './get-item.ts';
import {
  deleteTable,
  describeTableAction,
  describeTimeToLive,
  expireItems,
  listTables,
  updateTimeToLive,
} from './manage-tables.ts';
import { query } from './query.ts';
import { describeStream, getRecords, getShardIterator, listStreams } from './read-stream.ts';
import { scan } from './scan.ts';
import type { ChangeRecord } from './stream-log.ts';
import { transactGet } from './transact-get.ts';
import { beginTransaction, type OpenTransaction } from './transact-write.ts';
import { createTransactionTokens } from './transaction-tokens.ts';
import type { Input, WireItem } from './wire.ts';
import { writeItem } from './write-item.ts';

export type { ChangeRecord, OpenTransaction, WireItem };
export { DynamoFailure };

export type MemoryStoreOptions = {
  /** Milliseconds since 1970; the store knows no other clock. */
  readonly now: () => number;
  /** How long a write stays unseen by an eventually consistent read, in ms, asked for each write; 0 by itself. */
  readonly lagMs?: { readonly table?: () => number; readonly index?: () => number };
  /** Whether a batch leaves an entry undone; entries are numbered over all tables of the batch. */
  readonly unprocessed?: (operation: 'BatchWriteItem' | 'BatchGetItem', index: number) => boolean;
  /** Shards of every stream, by hash of the partition key; 1 by itself. */
  readonly shards?: number;
  /** Bytes after which a page of a query or scan ends; 1 MB by itself. */
  readonly pageBytes?: number;
  /** In ARNs and stream records; `us-east-1` by itself. */
  readonly region?: string;
};

/**
 * DynamoDB in memory, as documented. Items are handed out without being copied: nobody may change what is read, and what
 * is written is copied on its way in.
 */
export type MemoryStore = {
  /** Does one action of DynamoDB or DynamoDB Streams, whole and at once. Throws DynamoFailure. */
  perform(action: string, input: Input): Record<string, unknown>;
  /**
   * Checks a TransactWriteItems and locks its items until the end of what is returned. Until then whatever else writes
   * one of them, or reads it in a transaction, meets a conflict. Throws DynamoFailure as perform does.
   */
  begin(input: Input): OpenTransaction;
  /** Called with every stream record as soon as the action that wrote it is whole. */
  onChange(listener: (change: ChangeRecord) => void): void;
  /** All items that are in a table now. */
  rows(tableName: string): readonly WireItem[];
  /**
   * Removes items that are past their time to live, as the service does some time later; gives how many. `atMs`:
   * milliseconds since 1970, by itself the store's own time.
   */
  expire(atMs?: number): number;
};

type Action = (db: Database, input: Input) => Record<string, unknown>;

const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['CreateTable', createTable],
  ['DescribeTable', describeTableAction],
  ['ListTables', listTables],
  ['DeleteTable', deleteTable],
  ['UpdateTimeToLive', updateTimeToLive],
  ['DescribeTimeToLive', describeTimeToLive],
  ['PutItem', (db, input) => writeItem(db, 'Put', input)],
  ['UpdateItem', (db, input) => writeItem(db, 'Update', input)],
  ['DeleteItem', (db, input) => writeItem(db, 'Delete', input)],
  ['GetItem', getItem],
  ['Query', query],
  ['Scan', scan],
  ['TransactGetItems', transactGet],
  ['BatchWriteItem', batchWrite],
  ['BatchGetItem', batchGet],
  ['ListStreams', listStreams],
  ['DescribeStream', describeStream],
  ['GetShardIterator', getShardIterator],
  ['GetRecords', getRecords],
]);

const PAGE_BYTES = 1024 * 1024;

/** Sequence numbers have 21 digits, so that they are ordered as text, too. */
const FIRST_SEQUENCE_NUMBER = 1e14;
const sequenceNumber = (written: number): string => `100000${FIRST_SEQUENCE_NUMBER + written}`;

export const createMemoryStore = (options: MemoryStoreOptions): MemoryStore => {
  const { now, lagMs } = options;
  const listeners: ((change: ChangeRecord) => void)[] = [];
  const tokens = createTransactionTokens(now);
  const none = () => 0;
  let written = 0;
  const untold: ChangeRecord[] = [];
  /** After the whole action, so that no listener finds half of it done. */
  const tell = (): void => {
    for (let change = untold.shift(); change; change = untold.shift()) {
      for (const listener of listeners) listener(change);
    }
  };
  const db: Database = {
    tables: new Map(),
    around: {
      now,
      tableLagMs: lagMs?.table ?? none,
      indexLagMs: lagMs?.index ?? none,
      nextSequenceNumber() {
        written += 1;
        return sequenceNumber(written);
      },
      announce: (change) => void untold.push(change),
    },
    region: options.region ?? 'us-east-1',
    leaves: options.unprocessed ?? (() => false),
    shards: options.shards ?? 1,
    pageBytes: options.pageBytes ?? PAGE_BYTES,
  };

  const told = <Answer>(answer: Answer): Answer => {
    tell();
    return answer;
  };

  return {
    perform(name, input) {
      if (name === 'TransactWriteItems') return told(beginTransaction(db, tokens, input).commit());
      const action = ACTIONS.get(name);
      if (!action) throw failure('UnknownOperationException', 'An unknown operation was requested.');
      return told(action(db, input));
    },
    begin(input) {
      const { commit, abandon } = beginTransaction(db, tokens, input);
      return { commit: () => told(commit()), abandon };
    },
    onChange: (listener) => void listeners.push(listener),
    rows(tableName) {
      const rows = db.tables.get(tableName)?.rows;
      if (!rows) throw new Error(`There is no table ${tableName}.`);
      const items: WireItem[] = [];
      for (const { image } of rows.all()) if (image) items.push(image.item);
      return items;
    },
    expire: (atMs = now()) => told(expireItems(db, atMs)),
  };
};
