import type { BusinessId } from '../../contracts/ids.ts';
import type { Key } from './keys.ts';
import type { TransactItems } from './transaction.ts';

/** Makes something at a vendor known as a business's: refused where it is another's, and a repeat changes nothing. */
export const registryPut = (table: string, businessId: BusinessId, key: Key): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...key, v: 1, businessId },
    ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
    ExpressionAttributeValues: { ':id': businessId },
  },
});
