import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PartnerKeyId } from '../../contracts/ids.ts';
import type { KeyUses } from '../../domain/partner/ports.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import { rowsBelow } from './rows-below.ts';

/** A whole year and the month under way can be looked at. */
const KEPT_SECONDS = 400 * 86_400;

export const dynamoKeyUses = ({ db, name: table }: Table): KeyUses => ({
  async count({ id, partnerId }, month, nowMs) {
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: keys.keyMonth(partnerId, month, id),
        UpdateExpression:
          'SET v = :v, keyId = :key, expiresAt = if_not_exists(expiresAt, :until) ADD requests :one',
        ExpressionAttributeValues: {
          ':v': 1,
          ':key': id,
          ':one': 1,
          ':until': Math.ceil(nowMs / 1000) + KEPT_SECONDS,
        },
      }),
    );
  },

  async note({ id, partnerId }, hour) {
    await ifItHolds(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.keyUse(partnerId, id),
          UpdateExpression: 'SET v = :v, keyId = :key, lastUsedAt = :hour',
          ConditionExpression: 'attribute_not_exists(lastUsedAt) OR lastUsedAt < :hour',
          ExpressionAttributeValues: { ':v': 1, ':key': id, ':hour': hour },
        }),
      ),
    );
  },

  async lastUsed(partner) {
    const { pk, sk } = keys.keyUse(partner, '' as PartnerKeyId);
    const rows = await rowsBelow({ db, name: table }, pk, sk);
    return new Map(rows.map((row) => [row.keyId as PartnerKeyId, String(row.lastUsedAt)]));
  },

  async requests(partner, month) {
    const { pk, sk } = keys.keyMonth(partner, month, '');
    const rows = await rowsBelow({ db, name: table }, pk, sk);
    return new Map(rows.map((row) => [row.keyId as PartnerKeyId, Number(row.requests)]));
  },
});
