import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Recordings } from '../../domain/recording/ports.ts';
import {
  callRecorded,
  type Hold,
  type Recording,
  type RecordingPlace,
  type Shape,
} from '../../domain/recording/recording.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { type TransactItems, transact } from './transaction.ts';
import { asRead, findRow } from './versioned-row.ts';

/** One that is held is looked at again the next day. */
const WAKE_EVERY_SECONDS = 86_400;

/** Peaks are a byte each, in base64: as a list of numbers they would take three times as much. */
type Row = Omit<Recording, 'shape'> & {
  readonly durationMs?: number | undefined;
  readonly peaks?: string | undefined;
};

const rowOf = ({ shape, ...recording }: Recording): Row => ({
  ...recording,
  ...(shape && { durationMs: shape.durationMs, peaks: Buffer.from(shape.peaks).toString('base64') }),
});

const shapeIn = ({ durationMs, peaks }: Row): Shape | undefined =>
  durationMs === undefined ? undefined : { durationMs, peaks: [...Buffer.from(peaks ?? '', 'base64')] };

/** A recording as its row has it. */
export const recordingIn = (row: Row): Recording => {
  const { durationMs: _, peaks: __, ...recording } = row;
  const shape = shapeIn(row);
  return { ...recording, ...(shape && { shape }) };
};

/** Heard of now: with the report of its call, and announced. */
export const recordingPut = (
  table: string,
  recording: Recording,
  ids: DerivedIds,
): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: {
      ...keys.recording(recording.businessId, recording.callId),
      ...rowOf(recording),
      ...announces(callRecorded(ids, recording, recording.heardAt)),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

export const dynamoRecordings = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): Recordings => {
  /** When its time is over somebody is to look at it: the due index says so until it is gone. */
  const dueOf = ({ businessId, callId, state, keptUntil }: Recording) => {
    if (state !== 'ready' || keptUntil === undefined) return {};
    const event = callRecorded(ids, { businessId, callId }, keptUntil);
    return wakes(event, Date.parse(keptUntil), WAKE_EVERY_SECONDS);
  };

  /** What has to be so besides: of a business that has left nothing is stored, and what is held does not go. */
  const unless = ({ businessId, callId, state }: Recording): TransactItems[number] =>
    state === 'expired'
      ? {
          ConditionCheck: {
            TableName: table,
            Key: keys.hold(businessId, callId),
            ConditionExpression: 'attribute_not_exists(isHeld) OR isHeld = :no',
            ExpressionAttributeValues: { ':no': false },
          },
        }
      : {
          ConditionCheck: {
            TableName: table,
            Key: keys.closing(businessId),
            ConditionExpression: 'attribute_not_exists(closedAt)',
          },
        };

  return {
    async find({ businessId, callId }) {
      const row = await findRow<Row & { v: 1 }>(db, table, keys.recording(businessId, callId));
      return row && recordingIn(row);
    },

    async move(from, to) {
      const put = {
        Put: {
          TableName: table,
          Item: { ...keys.recording(to.businessId, to.callId), ...rowOf(to), ...dueOf(to) },
          ...asRead(from),
        },
      };
      const outcome = await transact(db, [put, unless(to)], waiting);
      if (outcome.kind === 'committed') return 'moved';
      if (outcome.failed[0]) return 'changed';
      return to.state === 'expired' ? 'held' : 'left';
    },
  };
};

/** Whether a recording has to be kept whatever becomes of its business. */
export const dynamoIsHeld =
  ({ db, name: table }: Table) =>
  async ({ businessId, callId }: RecordingPlace): Promise<boolean> =>
    (await findRow<Hold>(db, table, keys.hold(businessId, callId)))?.isHeld === true;
