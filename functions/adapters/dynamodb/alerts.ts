import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Alert, alertRequested, isSettled } from '../../domain/alert/alert.ts';
import type { Alerts } from '../../domain/alert/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { wakes } from './outbox.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';

const WAKE_EVERY_SECONDS = 60;

const METRICS: Partial<Record<Alert['state'], string>> = {
  sent: 'AlertSent',
  delivered: 'AlertDelivered',
  bounced: 'AlertBounced',
  complained: 'AlertComplained',
  failed: 'AlertFailed',
  suppressed: 'AlertSuppressed',
  uncertain: 'AlertUncertain',
};

export const dynamoAlerts = ({ db, name: table }: Table, ids: DerivedIds, waiting: Waiting): Alerts => {
  /** An unfinished alert wakes by itself until it is settled. */
  const rowOf = (alert: Alert) => ({
    ...keys.alert(alert.businessId, alert.appointmentId),
    ...alert,
    ...(!isSettled(alert) &&
      wakes(alertRequested(ids, alert), Date.parse(alert.dueAt ?? alert.requestedAt), WAKE_EVERY_SECONDS)),
  });

  return {
    async find({ businessId, appointmentId, id }) {
      const Key = keys.alert(businessId, appointmentId);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item?.id === id ? nounOf<Alert>(Item) : undefined;
    },

    async create(alert) {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(alert),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return alert;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return nounOf<Alert>(unmarshall(error.Item));
      }
    },

    async move(from, to, occasion) {
      const outcome = await transact(
        db,
        [
          {
            Put: {
              TableName: table,
              Item: rowOf(to),
              ConditionExpression: 'epoch = :epoch',
              ExpressionAttributeValues: { ':epoch': from.epoch },
            },
          },
          ...(occasion ? [inboxPut(table, occasion)] : []),
        ],
        waiting,
      );
      if (outcome.kind === 'refused') return outcome.failed[1] ? 'repeated' : 'changed';
      const metric = to.state === from.state ? undefined : METRICS[to.state];
      if (metric) count(metric);
      return 'moved';
    },
  };
};
