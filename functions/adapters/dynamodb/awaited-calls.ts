import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AwaitedCalls } from '../../domain/onboarding/await-call.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';

/**
 * The mark lies in the registry row that every report of a call reads in any case. It runs out by itself: nobody has to
 * take it off, and a worker that dies leaves nothing behind.
 */
export const dynamoAwaitedCalls = ({ db, name: table }: Table): AwaitedCalls => ({
  async awaitUntil(businessId, e164, callAwaitedUntil) {
    const put = new PutCommand({
      TableName: table,
      Item: { ...keys.number(e164), v: 1, businessId, callAwaitedUntil },
      // A number that was given up meanwhile, or is another's, is not taken back by this.
      ConditionExpression: 'businessId = :id',
      ExpressionAttributeValues: { ':id': businessId },
    });
    await ifItHolds(db.send(put));
  },
});
