import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import { Refusal } from '../domain/errors.ts';
import { begin } from './correlation.ts';
import { instrumented } from './handler.ts';
import { described, log } from './log.ts';
import { count } from './metrics.ts';
import { refusals } from './refusals.ts';
import { parseJson } from './signed-request.ts';

type WorkerDeps<Schema extends z.ZodMiniType> = {
  /** What the message must be. A message that is not goes back, and in the end to dead letters: never dropped. */
  readonly schema: Schema;
  /** Must be repeatable: a message may come twice, late, and out of order. */
  readonly operate: (message: z.output<Schema>) => Promise<unknown>;
};

/** The event inside EventBridge's envelope, or the message itself where it came straight from our edge. */
const messageIn = (record: SQSRecord): unknown => {
  const body = parseJson(record.body) as { detail?: unknown; 'detail-type'?: unknown };
  return body['detail-type'] === undefined ? body : body.detail;
};

/** What our events and our edge's messages have in common. */
type Told = Readonly<Partial<Record<'correlationId' | 'businessId' | 'name' | 'id' | 'vendor', string>>>;

/** Returns exactly the records that should come back; one poison message stops nobody else's. */
export const createWorker = <Schema extends z.ZodMiniType>(deps: WorkerDeps<Schema>) => {
  const comesBack = async (record: SQSRecord): Promise<boolean> => {
    const begun = performance.now();
    let about: object = { messageId: record.messageId };
    begin(undefined);
    try {
      const message = deps.schema.safeParse(messageIn(record));
      if (!message.success) {
        const fields = message.error.issues.map((issue) => issue.path.join('.'));
        log.error('message.unreadable', { ...about, fields });
        count('MessageUnreadable');
        return true;
      }
      const { correlationId, businessId, name, id, vendor } = message.data as Told;
      begin(correlationId, businessId);
      const delivery = Number(record.attributes?.ApproximateReceiveCount ?? 1);
      about = { ...about, event: name, eventId: id, vendor, delivery };
      const outcome = await deps.operate(message.data);
      const milliseconds = Math.round(performance.now() - begun);
      log.info('message.done', { ...about, ...(typeof outcome === 'string' && { outcome }), milliseconds });
      return false;
    } catch (error) {
      if (!(error instanceof Refusal)) {
        log.error('message.failed', { ...about, error: described(error) });
        return true;
      }
      const { worker } = refusals[error.code];
      count(`WorkerRefused_${error.code}`);
      log.warn('message.refused', { ...about, code: error.code, worker, ...error.facts });
      return worker === 'retry';
    }
  };

  return instrumented<SQSEvent, SQSBatchResponse>(async (event) => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    for (const record of event.Records) {
      if (await comesBack(record)) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  });
};
