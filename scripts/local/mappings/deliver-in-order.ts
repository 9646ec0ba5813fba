import type { InvokeResult, StreamMappingSpec } from '../types.ts';
import { failedIds } from './batch-answer.ts';
import type { Gate } from './gate.ts';
import type { EventRecord } from './stream-event.ts';

const FIRST_RETRY_MS = 100;
const SLOWEST_RETRY_MS = 2_000;

export type Discard = {
  readonly records: readonly EventRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invokeCount: number;
};

export type DeliveryOptions = {
  readonly spec: Pick<
    StreamMappingSpec,
    'bisectOnError' | 'maxRetries' | 'maxAgeSeconds' | 'reportBatchItemFailures'
  >;
  readonly gate: Pick<Gate, 'whenOpen' | 'isStopped' | 'delay'>;
  invoke(records: readonly EventRecord[]): Promise<InvokeResult>;
  discard(discard: Discard): Promise<void>;
  /** Milliseconds since 1970, by the clock that stamps the stream's records. */
  now(): number;
};

/** `tries` counts the failed invocations that began with this batch's first record and were not split away. */
type Pending = { readonly records: readonly EventRecord[]; readonly tries: number };

const sequenceOf = (record: EventRecord) => record.dynamodb.SequenceNumber;

/** Index of the first record that failed; undefined when none did. */
const firstFailed = (
  result: InvokeResult,
  records: readonly EventRecord[],
  report: boolean,
): number | undefined => {
  const failed = failedIds(result, records.map(sequenceOf), report);
  const index = records.findIndex((record) => failed.has(sequenceOf(record)));
  return index === -1 ? undefined : index;
};

/** What is left to do of a batch whose records failed from `at` on; a split uses up no retry, as in Lambda. */
const afterFailure = ({ records, tries }: Pending, at: number, bisect: boolean): Pending[] => {
  const left = records.slice(at);
  if (at > 0) return [{ records: left, tries: bisect && left.length > 1 ? 0 : 1 }];
  if (!bisect || left.length === 1) return [{ records: left, tries: tries + 1 }];
  const middle = Math.ceil(left.length / 2);
  return [
    { records: left.slice(0, middle), tries: 0 },
    { records: left.slice(middle), tries: 0 },
  ];
};

/**
 * The latest millisecond at which a record may have been made. DynamoDB Local says the minute in place of the second: no
 * record is to be given up as too old because of that.
 */
const latestOf = ({ dynamodb: { ApproximateCreationDateTime: seconds } }: EventRecord): number =>
  (seconds + (seconds % 60 === 0 ? 60 : 1)) * 1000 - 1;

const tooOld = ({ records }: Pending, maxAgeSeconds: number | undefined, now: number): number => {
  if (maxAgeSeconds === undefined) return 0;
  const isYoung = (record: EventRecord) => now - latestOf(record) <= maxAgeSeconds * 1000;
  const firstYoung = records.findIndex(isYoung);
  return firstYoung === -1 ? records.length : firstYoung;
};

/**
 * Delivers one batch of a shard, strictly in order: retried from the first failed record, split when bisecting,
 * discarded when its retries or its age are used up. Resolves when nothing of the batch is left, or when stopped.
 */
export const deliverInOrder = async (
  records: readonly EventRecord[],
  options: DeliveryOptions,
): Promise<void> => {
  const { spec, gate } = options;
  const pending: Pending[] = [{ records, tries: 0 }];
  for (let batch = pending.shift(); batch; batch = pending.shift()) {
    await gate.whenOpen();
    if (gate.isStopped()) return;
    const old = tooOld(batch, spec.maxAgeSeconds, options.now());
    if (old > 0) {
      const discarded = batch.records.slice(0, old);
      await options.discard({ records: discarded, condition: 'RecordAgeExceeded', invokeCount: batch.tries });
      if (old < batch.records.length) pending.unshift({ records: batch.records.slice(old), tries: 0 });
      continue;
    }
    const at = firstFailed(await options.invoke(batch.records), batch.records, spec.reportBatchItemFailures);
    if (at === undefined || gate.isStopped()) continue;
    const [next, ...rest] = afterFailure(batch, at, spec.bisectOnError);
    if (!next) continue;
    if (spec.maxRetries !== undefined && next.tries > spec.maxRetries) {
      await options.discard({
        records: next.records,
        condition: 'RetryAttemptsExhausted',
        invokeCount: next.tries,
      });
      continue;
    }
    pending.unshift(next, ...rest);
    if (next.tries > 0) await gate.delay(Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (next.tries - 1)));
  }
};
