import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clearance } from '../../domain/text/clearance.ts';
import type { Text } from '../../domain/text/text.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import type { TransactItems } from './transaction.ts';

const IS_ANOTHER = '(attribute_not_exists(#cleared) OR #cleared.#number <> :number)';
const NAMES = { '#cleared': 'clearedForTexts', '#number': 'number' };

/** The part of a transaction that holds while carriers do not take the business's texts from that number. */
export const isUncleared = (
  table: string,
  { businessId }: Pick<Text, 'businessId'>,
  number: string,
): TransactItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: keys.configuration(businessId),
    ConditionExpression: IS_ANOTHER,
    ExpressionAttributeNames: NAMES,
    ExpressionAttributeValues: { ':number': number },
  },
});

export const dynamoClearance = ({ db, name: table }: Table): Clearance => ({
  async grant(businessId, number, at) {
    const update = new UpdateCommand({
      TableName: table,
      Key: keys.configuration(businessId),
      UpdateExpression: 'SET #cleared = :cleared',
      ConditionExpression: `messaging.#from = :number AND ${IS_ANOTHER}`,
      ExpressionAttributeNames: { ...NAMES, '#from': 'from' },
      ExpressionAttributeValues: { ':number': number, ':cleared': { number, since: at } },
    });
    await ifItHolds(db.send(update));
  },

  async withdraw(businessId) {
    const update = new UpdateCommand({
      TableName: table,
      Key: keys.configuration(businessId),
      UpdateExpression: 'REMOVE clearedForTexts',
      ConditionExpression: 'attribute_exists(pk)',
    });
    await ifItHolds(db.send(update));
  },
});
