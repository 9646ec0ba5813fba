import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Secrets } from '../../functions/adapters/secrets/stage-secret.ts';
import type { CloudGreetEvent } from '../../functions/contracts/events.ts';
import type { StageSecret } from '../../functions/contracts/secrets.ts';
import { aStageSecret } from './secrets.ts';

/** An event as a worker finds it in its queue, inside EventBridge's envelope; or several in one batch. */
export const queued = (...events: CloudGreetEvent[]): SQSEvent =>
  ({
    Records: events.map((event, index) => ({
      messageId: `message-${index}`,
      body: JSON.stringify({ source: 'cloudgreet', 'detail-type': event.name, detail: event }),
    })),
  }) as SQSEvent;

type Worker = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Delivers the events and answers how many came back to the queue. */
export const deliver = async (worker: unknown, ...events: CloudGreetEvent[]): Promise<number> => {
  const { batchItemFailures } = await (worker as Worker)(queued(...events), {} as Context);
  return batchItemFailures.length;
};

/** A stage secret whose vendors are the given ones; `rotate` changes what the next fresh read brings. */
export const someSecrets = (
  given: Partial<StageSecret> = {},
): Secrets & { rotate(to: Partial<StageSecret>): void } => {
  let stored = aStageSecret(given);
  let cached = stored;
  return {
    read: async () => cached,
    refresh: async () => {
      cached = stored;
      return cached;
    },
    rotate: (to) => {
      stored = { ...stored, ...to };
    },
  };
};
