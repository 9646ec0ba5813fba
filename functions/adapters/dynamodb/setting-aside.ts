import type { SettingAside } from '../../domain/vendor-event/ports.ts';
import { log } from '../../runtime/log.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { transact } from './transaction.ts';

export const dynamoSettingAside = ({ db, name: table }: Table, waiting: Waiting): SettingAside => ({
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
    }
    return key.sk;
  },
});
