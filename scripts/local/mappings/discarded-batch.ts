import { randomUUID } from 'node:crypto';
import type { InvokeResult } from '../types.ts';
import type { Discard } from './deliver-in-order.ts';
import type { EventRecord } from './stream-event.ts';

const arrivalOf = (record: EventRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString().replace('.000Z', 'Z');

/**
 * What Lambda sends the on-failure destination of a stream: where the records are, not what they hold. `last` is what
 * the last invocation came to; none when the records were too old to be tried.
 */
export const discardedBatch = (
  { records, condition, invokeCount }: Discard,
  source: { readonly functionArn: string; readonly shardId: string; readonly streamArn: string },
  last: InvokeResult | undefined,
  at: number,
) => ({
  requestContext: {
    requestId: randomUUID(),
    functionArn: source.functionArn,
    condition,
    approximateInvokeCount: invokeCount,
  },
  ...(last && {
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(!last.ok && { functionError: 'Unhandled' }),
    },
  }),
  version: '1.0',
  timestamp: new Date(at).toISOString(),
  DDBStreamBatchInfo: {
    shardId: source.shardId,
    startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
    endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
    approximateArrivalOfFirstRecord: arrivalOf(records[0]),
    approximateArrivalOfLastRecord: arrivalOf(records.at(-1)),
    batchSize: records.length,
    streamArn: source.streamArn,
  },
});
