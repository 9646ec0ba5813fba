import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Alert, alertRequested, isSettled, isUnheard } from '../../domain/alert/alert.ts';
import type { Alerts } from '../../domain/alert/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { belongsTo, trying } from '../../runtime/correlation.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { keys } from './keys.ts';
import { wakes } from './outbox.ts';
import { alertLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

const WAKE_EVERY_SECONDS = 60;

/** Whoever did not hear of it, or perhaps did not, is one loss, whatever kept the e-mail: one alarm hears of all of it. */
const METRICS: Partial<Record<Alert['state'], string>> = {
  sent: 'AlertSent',
  delivered: 'AlertDelivered',
  bounced: 'AlertBounced',
  complained: 'AlertComplained',
  failed: 'AlertUnheard',
  suppressed: 'AlertSuppressed',
  uncertain: 'AlertUnheard',
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
      if (Item?.id !== id) return undefined;
      const alert = nounOf<Alert>(Item);
      belongsTo(alert);
      return alert;
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
        written(alertLine(undefined, alert));
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
      if (outcome.kind === 'refused') {
        passedOver(alertLine(from, from));
        return outcome.failed[1] ? 'repeated' : 'changed';
      }
      written(alertLine(from, to));
      if (to.state === 'sending') trying({ attempt: to.postponements + 1, epoch: to.epoch });
      const metric = to.state === from.state ? undefined : METRICS[to.state];
      if (metric) count(metric);
      if (metric && isUnheard(to)) count('AlertUnheard');
      return 'moved';
    },
  };
};
