import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Customer } from '../../domain/customer/customer.ts';
import type { Customers } from '../../domain/customer/ports.ts';
import type { Table } from './client.ts';
import { keys, listed } from './keys.ts';
import { nounOf } from './rows.ts';

export const dynamoCustomers = ({ db, name: table }: Table): Customers => ({
  async find(businessId, id) {
    const Key = keys.customer(businessId, id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<Customer>(Item);
  },

  async save(from, to) {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: { ...keys.customer(to.businessId, to.id), ...to, ...listed('customers', to.lastAt) },
          ...(from
            ? { ConditionExpression: 'epoch = :epoch', ExpressionAttributeValues: { ':epoch': from.epoch } }
            : { ConditionExpression: 'attribute_not_exists(pk)' }),
        }),
      );
      return 'saved';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return 'changed';
    }
  },
});
