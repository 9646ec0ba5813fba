import { constraint, type Database, oneOf } from './database.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import { type ShardLog, wireRecord } from './stream-log.ts';
import type { Table, TableStream } from './table.ts';
import type { Input } from './wire.ts';

const MOST_RECORDS = 1000;
const MOST_SHARDS = 100;
/** An iterator is good for a quarter of an hour (API reference, GetShardIterator). */
const ITERATOR_MS = 15 * 60_000;

type Stream = { readonly table: Table; readonly stream: TableStream };

const streams = ({ tables }: Database): Stream[] =>
  [...tables.values()].flatMap((table) => (table.stream ? [{ table, stream: table.stream }] : []));

const streamNamed = (db: Database, arn: unknown): Stream => {
  if (typeof arn !== 'string' || arn === '') {
    throw constraint('streamArn', 'null', 'Member must not be null');
  }
  const found = streams(db).find(({ stream }) => stream.arn === arn);
  if (found) return found;
  throw failure('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
};

/** Ids as DynamoDB makes them: when the shard was opened, and something that tells it from others. */
const shardId = ({ table }: Stream, index: number): string =>
  `shardId-${String(table.createdAtMs).padStart(20, '0')}-${String(index).padStart(8, '0')}`;

const shardNamed = (stream: Stream, id: unknown): { shard: ShardLog; index: number } => {
  const index = stream.stream.shards.findIndex((_, position) => shardId(stream, position) === id);
  const shard = stream.stream.shards[index];
  if (shard) return { shard, index };
  throw failure('ResourceNotFoundException', `Requested resource not found: Shard: ${String(id)} not found`);
};

export const listStreams = (db: Database, input: Input): Record<string, unknown> => ({
  Streams: streams(db)
    .filter(({ table }) => input.TableName === undefined || input.TableName === table.name)
    .map(({ table, stream }) => ({
      StreamArn: stream.arn,
      TableName: table.name,
      StreamLabel: stream.label,
    })),
});

export const describeStream = (db: Database, input: Input): Record<string, unknown> => {
  const found = streamNamed(db, input.StreamArn);
  const { table, stream } = found;
  const ids = stream.shards.map((_, index) => shardId(found, index));
  const after = ids.indexOf(String(input.ExclusiveStartShardId));
  const page = ids.slice(after + 1).slice(0, Math.min(Number(input.Limit ?? MOST_SHARDS), MOST_SHARDS));
  const isLast = page.at(-1) === ids.at(-1) || page.length === 0;
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: 'ENABLED',
      StreamViewType: stream.view,
      CreationRequestDateTime: table.createdAtMs / 1000,
      TableName: table.name,
      KeySchema: table.created.KeySchema,
      Shards: page.map((ShardId) => ({
        ShardId,
        SequenceNumberRange: { StartingSequenceNumber: '100000000000000000000' },
      })),
      ...(!isLast && { LastEvaluatedShardId: page.at(-1) }),
    },
  };
};

const TYPES = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'] as const;

/** An iterator says itself where it is, so that none needs to be remembered. */
const iteratorOf = (arn: string, index: number, position: number, nowMs: number): string =>
  `${arn}|${index}|${position}|${nowMs}`;

const positionFor = (shard: ShardLog, type: (typeof TYPES)[number], sequenceNumber: unknown): number => {
  if (type === 'TRIM_HORIZON') return shard.start();
  if (type === 'LATEST') return shard.end();
  if (typeof sequenceNumber !== 'string' || !/^\d+$/.test(sequenceNumber)) {
    throw invalidParameter('Invalid SequenceNumber');
  }
  const position = shard.positionOf(sequenceNumber);
  if (position === undefined) {
    throw failure(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard',
    );
  }
  if (type === 'AT_SEQUENCE_NUMBER') return position;
  const isThere = shard.read(position, 1).records[0]?.sequenceNumber === sequenceNumber;
  return isThere ? position + 1 : position;
};

export const getShardIterator = (db: Database, input: Input): Record<string, unknown> => {
  const found = streamNamed(db, input.StreamArn);
  const { shard, index } = shardNamed(found, input.ShardId);
  const type = oneOf(input, 'ShardIteratorType', TYPES);
  if (type === undefined) throw constraint('shardIteratorType', 'null', 'Member must not be null');
  const position = positionFor(shard, type, input.SequenceNumber);
  return { ShardIterator: iteratorOf(found.stream.arn, index, position, db.around.now()) };
};

export const getRecords = (db: Database, input: Input): Record<string, unknown> => {
  const [arn = '', index, position, madeAtMs] = String(input.ShardIterator ?? '').split('|');
  if (madeAtMs === undefined) throw invalid('Invalid ShardIterator');
  const { stream } = streamNamed(db, arn);
  const shard = stream.shards[Number(index)];
  if (!shard) throw invalid('Invalid ShardIterator');
  const nowMs = db.around.now();
  if (nowMs - Number(madeAtMs) > ITERATOR_MS) {
    throw failure('ExpiredIteratorException', 'The shard iterator has expired');
  }
  const { Limit: limit = MOST_RECORDS } = input;
  if (typeof limit !== 'number' || limit < 1 || limit > MOST_RECORDS) {
    throw constraint('limit', `'${String(limit)}'`, 'Member must have value between 1 and 1000');
  }
  const { records, next } = shard.read(Number(position), limit);
  return {
    Records: records.map((record) => wireRecord(record, stream.view, db.region)),
    NextShardIterator: iteratorOf(arn, Number(index), next, nowMs),
  };
};
