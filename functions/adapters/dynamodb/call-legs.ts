import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CallLegs } from '../../domain/call-leg/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { recordLatest } from './latest.ts';

export const dynamoCallLegs = (table: Table, waiting: Waiting): CallLegs => ({
  record: (businessId, { occasion, legId, at, step, direction, from, to, about, details }) =>
    recordLatest(
      table,
      waiting,
      {
        key: keys.callLeg(businessId, legId),
        base: { v: 1, id: legId, businessId, from, to, ...about },
      },
      { aspect: step, at, details: { ...details, direction } },
      occasion,
    ),

  async isBegun(businessId, legId) {
    const Key = keys.callLeg(businessId, legId);
    const { Item } = await table.db.send(
      new GetCommand({ TableName: table.name, Key, ConsistentRead: true }),
    );
    return Item?.initiated !== undefined;
  },
});
