import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Hashing } from '../../runtime/hashing.ts';
import type { KeyHolder, Requests } from '../../runtime/requests.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';

/** Beyond 30 days, like every row that makes something happen once. */
const KEPT_SECONDS = 45 * 86_400;
/** Longer than a function may run: whoever holds a key since then holds it no more. */
const RUNS_AT_MOST_MS = 35_000;

/** `tableOf`: whose credentials reach the rows of that holder. */
export const dynamoRequests = (
  tableOf: (holder: KeyHolder) => Promise<Table>,
  by: Pick<Hashing, 'digest'>,
): Requests => {
  const keyOf = (holder: KeyHolder, key: string) => {
    const asker = 'partnerId' in holder ? holder.partnerId : holder.personId;
    const fingerprint = by.digest('idempotency key', asker, key).slice(0, 26);
    if (holder.businessId) return keys.request(holder.businessId, fingerprint);
    return 'partnerId' in holder
      ? keys.partnerRequest(holder.partnerId, fingerprint)
      : keys.personRequest(holder.personId, fingerprint);
  };
  /** Still this claim's to change. */
  const IS_MINE = 'epoch = :epoch AND attribute_not_exists(answer)';

  const set = async (
    holder: KeyHolder,
    key: string,
    epoch: number,
    UpdateExpression: string,
    values: Readonly<Record<string, unknown>>,
  ) => {
    const { db, name: TableName } = await tableOf(holder);
    return ifItHolds(
      db.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(holder, key),
          UpdateExpression,
          ConditionExpression: IS_MINE,
          ExpressionAttributeValues: { ...values, ':epoch': epoch },
        }),
      ),
    );
  };

  return {
    async claim(holder, key, bodyHash, nowMs) {
      const { db, name: TableName } = await tableOf(holder);
      const Key = keyOf(holder, key);
      const expiresAt = Math.floor(nowMs / 1000) + KEPT_SECONDS;
      try {
        await db.send(
          new PutCommand({
            TableName,
            // No epoch that an earlier claim had: what that one still does, late, does not touch this one.
            Item: { ...Key, v: 1, bodyHash, epoch: nowMs, claimedAtMs: nowMs, expiresAt },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { kind: 'mine', epoch: nowMs };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        const row = unmarshall(error.Item);
        if (row.bodyHash !== bodyHash) return { kind: 'another body' };
        if (row.answer) return { kind: 'answered', answer: row.answer };
        if (nowMs - row.claimedAtMs < RUNS_AT_MOST_MS) return { kind: 'running' };
        const taken = await set(holder, key, row.epoch, 'SET epoch = :next, claimedAtMs = :now', {
          ':next': row.epoch + 1,
          ':now': nowMs,
        });
        return taken ? { kind: 'mine', epoch: row.epoch + 1 } : { kind: 'running' };
      }
    },

    async keep(holder, key, epoch, answer) {
      await set(holder, key, epoch, 'SET answer = :answer', { ':answer': answer });
    },

    async giveUp(holder, key, epoch) {
      await set(holder, key, epoch, 'SET claimedAtMs = :longAgo', { ':longAgo': 0 });
    },

    async release(holder, key, epoch) {
      const { db, name: TableName } = await tableOf(holder);
      await ifItHolds(
        db.send(
          new DeleteCommand({
            TableName,
            Key: keyOf(holder, key),
            ConditionExpression: IS_MINE,
            ExpressionAttributeValues: { ':epoch': epoch },
          }),
        ),
      );
    },
  };
};
