import type { InvokeResult } from '../types.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Which of a batch's ids come back, by the rules of `ReportBatchItemFailures`: none for a missing or empty list, all
 * for an error, an answer that is no object, or an identifier that is empty, badly named or not of this batch.
 */
export const failedIds = (
  result: InvokeResult,
  ids: readonly string[],
  reportBatchItemFailures: boolean,
): ReadonlySet<string> => {
  const all = new Set(ids);
  const none = new Set<string>();
  if (!result.ok) return all;
  if (!reportBatchItemFailures || result.payload === null) return none;
  if (!isRecord(result.payload)) return all;
  const failures = result.payload.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return all;
  const named = failures.map((failure: unknown) => (isRecord(failure) ? failure.itemIdentifier : undefined));
  const isKnown = (id: unknown): id is string => typeof id === 'string' && all.has(id);
  return named.every(isKnown) ? new Set(named) : all;
};
