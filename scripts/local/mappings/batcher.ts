import { PAYLOAD_LIMIT_BYTES } from '../lambda/environment.ts';
import type { StreamMappingSpec } from '../types.ts';
import type { EventRecord } from './stream-event.ts';

/** Leaves room for what surrounds the records. */
const RECORDS_LIMIT_BYTES = PAYLOAD_LIMIT_BYTES - 1024;

/** How many of the first records make one batch: as many as asked for and as fit one invocation, at least one. */
const sizeOfBatch = (records: readonly EventRecord[], atMost: number): number => {
  let bytes = 0;
  const tooMany = records.slice(0, atMost).findIndex((record) => {
    bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
    return bytes > RECORDS_LIMIT_BYTES;
  });
  return tooMany === -1 ? Math.min(atMost, records.length) : Math.max(1, tooMany);
};

/** Gathers a shard's records into batches. `add` is to be called again and again, with nothing too: it tells the time. */
export const createBatcher = (
  spec: Pick<StreamMappingSpec, 'batchSize' | 'windowSeconds'>,
  deliver: (records: readonly EventRecord[]) => Promise<void>,
  now: () => number = () => performance.now(),
) => {
  const pending: EventRecord[] = [];
  let since = 0;
  const deliverWhile = async (isDue: () => boolean) => {
    while (pending.length > 0 && isDue()) {
      await deliver(pending.splice(0, sizeOfBatch(pending, spec.batchSize)));
    }
  };
  return {
    /** Resolves when every batch that is full, or whose window is over, has been delivered. */
    async add(records: readonly EventRecord[]): Promise<void> {
      if (pending.length === 0) since = now();
      pending.push(...records);
      const isOver = now() - since >= spec.windowSeconds * 1000;
      await deliverWhile(() => isOver || pending.length >= spec.batchSize);
    },
    flush: () => deliverWhile(() => true),
  };
};
