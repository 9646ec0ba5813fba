import { itemBytes } from './checked-value.ts';
import { failure } from './failure.ts';
import { firstPast } from './first-past.ts';
import type { WireItem } from './wire.ts';

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A stream record at the time it is written. */
export type ChangeRecord = {
  readonly tableName: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: WireItem;
  readonly newImage?: WireItem;
  readonly oldImage?: WireItem;
  readonly sequenceNumber: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of the stream, from 0; by the partition key. */
  readonly shard: number;
  /** Set where DynamoDB itself removed an item that had expired. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
};

/** A stream keeps its records for a day (developer guide, "Change data capture for DynamoDB Streams"). */
const KEPT_MS = 24 * 3600_000;

/** One shard: its records in order, the oldest dropped after a day. */
export type ShardLog = {
  append(record: ChangeRecord): void;
  /** Records from a position on, at most `limit`. Throws TrimmedDataAccessException where the first is gone. */
  read(from: number, limit: number): { readonly records: readonly ChangeRecord[]; readonly next: number };
  /** Position of the oldest record that is kept. */
  start(): number;
  /** Position behind the newest record. */
  end(): number;
  /** Position of a record, or of the first after it; undefined where it was dropped. */
  positionOf(sequenceNumber: string): number | undefined;
};

export const createShardLog = (now: () => number): ShardLog => {
  let records: ChangeRecord[] = [];
  let dropped = 0;
  /** Dropped records are cut off now and then only: a cut moves all others. */
  let gone = 0;
  /** The newest of those dropped. */
  let lastGone = '';

  const trim = (): void => {
    const oldestMs = now() - KEPT_MS;
    for (let first = records[gone]; first && first.at < oldestMs; first = records[gone]) {
      lastGone = first.sequenceNumber;
      gone += 1;
    }
    if (gone > 1000) {
      records = records.slice(gone);
      dropped += gone;
      gone = 0;
    }
  };

  return {
    append(record) {
      records.push(record);
      if (records.length % 256 === 0) trim();
    },
    read(from, limit) {
      trim();
      if (from < dropped + gone) {
        throw failure(
          'TrimmedDataAccessException',
          'Requested record or shard iterator is older than the trim horizon',
        );
      }
      const read = records.slice(from - dropped, from - dropped + limit);
      return { records: read, next: from + read.length };
    },
    start() {
      trim();
      return dropped + gone;
    },
    end: () => dropped + records.length,
    positionOf(sequenceNumber) {
      trim();
      if (sequenceNumber <= lastGone) return undefined;
      return dropped + firstPast(records, (record) => record.sequenceNumber < sequenceNumber, gone);
    },
  };
};

/** The images that a stream of this kind has of a change. */
export const imagesFor = (
  view: StreamViewType,
  before: WireItem | undefined,
  after: WireItem | undefined,
) => {
  const images: { newImage?: WireItem; oldImage?: WireItem } = {};
  if (after && (view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES')) images.newImage = after;
  if (before && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES')) images.oldImage = before;
  return images;
};

/** A record as GetRecords gives it. */
export const wireRecord = (record: ChangeRecord, view: StreamViewType, region: string) => ({
  eventID: record.sequenceNumber.padStart(32, '0'),
  eventName: record.eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: region,
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(record.at / 1000),
    Keys: record.keys,
    ...(record.newImage && { NewImage: record.newImage }),
    ...(record.oldImage && { OldImage: record.oldImage }),
    SequenceNumber: record.sequenceNumber,
    SizeBytes: itemBytes(record.keys) + itemBytes(record.newImage ?? {}) + itemBytes(record.oldImage ?? {}),
    StreamViewType: view,
  },
  ...(record.userIdentity && {
    userIdentity: { Type: record.userIdentity.type, PrincipalId: record.userIdentity.principalId },
  }),
});
