import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Database } from './client.ts';

export type TransactItems = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** Why one action of a transaction was refused, with the row that refused it where the action asked for it. */
export type FailedCondition = { readonly row: Record<string, unknown> | undefined };

export type TransactionOutcome =
  | { readonly kind: 'committed' }
  /** One entry an action, in order; undefined where that action would have been allowed. */
  | { readonly kind: 'refused'; readonly failed: readonly (FailedCondition | undefined)[] };

/** A condition that failed beside a conflict was judged in a moment that is over: it is asked again. */
const PASSING = [
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];
/** The SDK has given up: whether it was done nobody knows. Every write has a condition, so it may be asked for again. */
const UNKNOWN_END = new Set([
  'TimeoutError',
  'InternalServerError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
/** Whether an error leaves open what became of a request. */
export const isEndUnknown = (error: unknown): error is Error =>
  error instanceof Error && UNKNOWN_END.has(error.name);

const TRIES = 8;
const LONGEST_PAUSE_MS = 60;

/** Others were at the same rows: whether the conditions hold was not judged. */
export type Conflict = { readonly kind: 'conflict'; readonly error: Error };

/** Asks once. Refuses with `busy_try_again` where nobody knows how it ended. */
export const tryTransaction = async (
  db: Database,
  items: TransactItems,
): Promise<TransactionOutcome | Conflict> => {
  try {
    await db.send(new TransactWriteCommand({ TransactItems: items }));
    return { kind: 'committed' };
  } catch (error) {
    if (isEndUnknown(error)) {
      throw new Refusal('busy_try_again', { because: error.name }, { cause: error });
    }
    // The SDK repeated a request that it thought lost and that is still under way: nothing is decided yet.
    if (error instanceof TransactionInProgressException) return { kind: 'conflict', error };
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const isConflict = reasons.some((reason) => reason.Code === 'TransactionConflict');
    if (!isConflict && reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')) {
      return {
        kind: 'refused',
        failed: reasons.map((reason) =>
          reason.Code === 'ConditionalCheckFailed'
            ? { row: reason.Item ? unmarshall(reason.Item) : undefined }
            : undefined,
        ),
      };
    }
    const passing = reasons.every((reason) => PASSING.includes(reason.Code ?? 'None'));
    if (!passing) throw error;
    return { kind: 'conflict', error };
  }
};

/**
 * All or nothing. A failed condition is an answer. A conflict with another transaction in flight says nothing about the
 * conditions, so it is tried again with jitter and ends as `busy_try_again`: never mistaken for a lost slot.
 */
export const transact = async (
  db: Database,
  items: TransactItems,
  waiting: Waiting,
): Promise<TransactionOutcome> => {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryTransaction(db, items);
    if (outcome.kind !== 'conflict') return outcome;
    if (attempt === TRIES) {
      throw new Refusal('busy_try_again', { tries: TRIES }, { cause: outcome.error });
    }
    await waiting.pause(waiting.chance() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** attempt));
  }
};
