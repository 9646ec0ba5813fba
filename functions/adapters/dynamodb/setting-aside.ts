import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SettingAside } from '../../domain/vendor-event/ports.ts';
import { log } from '../../runtime/log.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';
import { transact } from './transaction.ts';

export const dynamoSettingAside = ({ db, name: table }: Table, waiting: Waiting): SettingAside => {
  /** Unless it has left meanwhile. */
  const noteTried = async (key: Key, triedAt: string): Promise<void> => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'SET triedAt = :at',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':at': triedAt },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

  return {
    async put(event) {
      const key = keys.quarantined(event);
      const { vendor, eventId, type, awaits } = event;
      const outcome = await transact(
        db,
        [
          {
            Put: {
              TableName: table,
              Item: { ...key, ...event },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            ConditionCheck: {
              TableName: table,
              Key: keys.inbox(vendor, eventId),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
        waiting,
      );
      if (outcome.kind === 'committed') {
        count('EventQuarantined');
        log.warn('event.quarantined', { vendor, eventId, type, awaits });
      } else if (outcome.failed[0]) await noteTried(key, event.setAsideAt);
      return key.sk;
    },
  };
};
