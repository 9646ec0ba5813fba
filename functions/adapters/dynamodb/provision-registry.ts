import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import type { ProvisionRegistry } from '../../domain/provision/ports.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { ifKnown } from './if-known.ts';
import { type Key, keys } from './keys.ts';

type Claimed = Parameters<ProvisionRegistry['claim']>[1];

const keyOf = (what: Claimed): Key => {
  if ('orderId' in what) return keys.numberOrder(what.orderId);
  if ('brandId' in what) return keys.brand(what.brandId);
  return keys.campaign(what.campaignId);
};

/** Written in the shape in which the registry reads it, before the carrier's word of it is needed. */
export const dynamoProvisionRegistry = ({ db, name: table }: Table): ProvisionRegistry => ({
  async claim(businessId, what) {
    const put = new PutCommand({
      TableName: table,
      Item: { ...keyOf(what), v: 1, businessId },
      ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
      ExpressionAttributeValues: { ':id': businessId },
    });
    if (await ifKnown(ifItHolds(db.send(put)))) return;
    const because = `${Object.keys(what)[0]} belongs to another business`;
    throw new Refusal('invalid_arguments', { because });
  },
});
