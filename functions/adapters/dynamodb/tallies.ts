import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Count, Tallies } from '../../domain/limit/ports.ts';
import { ifItHolds } from './if-it-holds.ts';
import { ifKnown } from './if-known.ts';
import { type TableOf, tableFor, tallyKey } from './limit-rows.ts';

/** Local days end up to fourteen hours after the UTC day, and somebody may want to look. */
const KEPT_SECONDS = 3 * 86_400;

/**
 * What was brought about on a day, by the ids of the effects, so that one write both asks and counts, and the same
 * effect counts once without a transaction around it.
 */
export const dynamoTallies = (tableOf: TableOf): Tallies => {
  const update = async (
    count: Count,
    nowMs: number,
    written: Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ReturnValues'>,
    values: Readonly<Record<string, unknown>>,
  ) => {
    const { db, name: TableName } = await tableFor(tableOf, count.holder);
    return ifKnown(
      ifItHolds(
        db.send(
          new UpdateCommand({
            TableName,
            Key: tallyKey(count),
            ...written,
            ExpressionAttributeValues: {
              ...values,
              ':v': 1,
              ':gone': Math.ceil(nowMs / 1000) + KEPT_SECONDS,
            },
          }),
        ),
      ),
    );
  };

  return {
    async add(count, effect, most, nowMs) {
      // Where nothing is counted yet there is room only for something.
      if (most < 1) return 'full';
      const answer = await update(
        count,
        nowMs,
        {
          UpdateExpression: 'SET v = :v, expiresAt = :gone ADD effects :effects',
          ConditionExpression:
            'attribute_not_exists(effects) OR size(effects) < :most OR contains(effects, :effect)',
          ReturnValues: 'UPDATED_OLD',
        },
        { ':effects': new Set([effect]), ':effect': effect, ':most': most },
      );
      if (!answer) return 'full';
      const before: ReadonlySet<string> | undefined = answer.Attributes?.effects;
      return before?.has(effect) ? 'there' : 'added';
    },

    async addOne(count, most, nowMs) {
      if (most < 1) return 'full';
      const answer = await update(
        count,
        nowMs,
        {
          UpdateExpression: 'SET counted = if_not_exists(counted, :none) + :one, v = :v, expiresAt = :gone',
          ConditionExpression: 'attribute_not_exists(counted) OR counted < :most',
        },
        { ':none': 0, ':one': 1, ':most': most },
      );
      return answer ? 'added' : 'full';
    },
  };
};
