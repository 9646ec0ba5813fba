import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { EmailStop } from '../../domain/alert/email-stop.ts';
import type { EmailStops } from '../../domain/alert/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';

/** Kept for ever, like an opt-out: an address that is put right is another address, or an operator removes the row. */
export const dynamoEmailStops = ({ db, name: table }: Table, ids: DerivedIds): EmailStops => ({
  async find(businessId, address) {
    const Key = keys.emailStop(businessId, ids.addressFingerprint(businessId, address));
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && nounOf<EmailStop & { v: 1 }>(Item);
  },

  async stop(businessId, address, stop) {
    try {
      await db.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...keys.emailStop(businessId, ids.addressFingerprint(businessId, address)),
            v: 1,
            businessId,
            ...stop,
          },
          // Two of one instant are told apart by reason and e-mail: arbitrary, but the same in every order.
          ConditionExpression:
            'attribute_not_exists(pk) OR #at < :at OR (#at = :at AND (reason < :reason OR (reason = :reason AND emailId < :email)))',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': stop.at, ':reason': stop.reason, ':email': stop.emailId },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
