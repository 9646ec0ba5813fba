import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import { leftIn, stepOf } from '../../domain/limit/bucket.ts';
import type { Buckets } from '../../domain/limit/ports.ts';
import { ifKnown } from './if-known.ts';
import { bucketKey, type TableOf, tableFor } from './limit-rows.ts';

/** After the instant at which the bucket is full: a row that is gone says the same. */
const KEPT_SECONDS = 3600;
const MOST_KNOWN = 2000;
/** Three are enough while clocks agree to the minute. */
const MOST_WRITES = 5;

/** A bucket that is full, was never asked or was written by a clock that was wrong; and one that is being emptied. */
const WHEN_FULL = 'attribute_not_exists(fullAt) OR fullAt <= :now OR fullAt > :beyond';
const WHEN_IN_USE = 'fullAt > :now AND fullAt <= :latest';

/**
 * Buckets as one number each, changed by one conditional write and never read before it. DynamoDB knows no `max`, so a
 * full bucket and one in use are written by different expressions: the one is tried that fits what this container saw
 * last, and where that is out of date the failed condition brings the row, which says what to do. `fullAt` only ever
 * grows, so after that the answer is final: at most three writes, and mostly one.
 *
 * A container that has seen a bucket empty refuses by what it saw until there can be a token again: a flood of
 * refusals costs no write. Tokens are not taken in advance for a container: the count would no longer be exact, to save
 * $0.63 in a million requests.
 */
export const dynamoBuckets = (tableOf: TableOf): Buckets => {
  const known = new Map<string, number>();
  const keep = (key: string, fullAt: number) => {
    known.delete(key);
    known.set(key, fullAt);
    const oldest = known.keys().next().value;
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  };

  return {
    async take(holder, bucket, cost, nowMs) {
      if (holder.kind === 'stage') throw new Error('the stage has no bucket');
      const { takesMs, latest, beyond } = stepOf(bucket, cost, nowMs);
      const Key = bucketKey(holder);
      const name = `${Key.pk} ${Key.sk}`;
      const isInUse = (fullAt: number | undefined): fullAt is number =>
        fullAt !== undefined && fullAt > nowMs && fullAt <= beyond;
      let fullAt = known.get(name);

      for (let write = 1; write <= MOST_WRITES; write += 1) {
        if (isInUse(fullAt) && fullAt > latest) return { kind: 'empty', waitMs: fullAt - latest };
        const [condition, set, limits] = isInUse(fullAt)
          ? [WHEN_IN_USE, 'fullAt + :takes', { ':latest': latest, ':takes': takesMs }]
          : [WHEN_FULL, ':next', { ':beyond': beyond, ':next': nowMs + takesMs }];
        try {
          const { db, name: TableName } = await tableFor(tableOf, holder);
          const { Attributes } = await ifKnown(
            db.send(
              new UpdateCommand({
                TableName,
                Key,
                UpdateExpression: `SET fullAt = ${set}, v = :v, expiresAt = :gone`,
                ConditionExpression: condition,
                ExpressionAttributeValues: {
                  ':now': nowMs,
                  ':v': 1,
                  ':gone': Math.ceil((nowMs + bucket.capacity * bucket.everyMs) / 1000) + KEPT_SECONDS,
                  ...limits,
                },
                ReturnValues: 'UPDATED_NEW',
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              }),
            ),
          );
          const next = Number(Attributes?.fullAt);
          keep(name, next);
          return { kind: 'taken', left: leftIn(bucket, next, nowMs) };
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          const row = error.Item && unmarshall(error.Item);
          fullAt = row?.fullAt === undefined ? undefined : Number(row.fullAt);
          if (fullAt === undefined) known.delete(name);
          else keep(name, fullAt);
        }
      }
      throw new Refusal('busy_try_again', { writes: MOST_WRITES });
    },
  };
};
