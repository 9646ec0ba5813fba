import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DeliveryId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type Delivery, deliveryRequested, isSettled } from '../../domain/partner-webhook/delivery.ts';
import type { Deliveries } from '../../domain/partner-webhook/ports.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { pageBelow } from './page-below.ts';
import { nounOf } from './rows.ts';

const WAKE_EVERY_SECONDS = 60;
/** A row that its stream announces is left to that for so long. */
const ANNOUNCED_WITHIN_MS = 60_000;
const KEPT_SECONDS = 30 * 86_400;

export const dynamoWebhookDeliveries = ({ db, name: table }: Table, ids: DerivedIds): Deliveries => {
  /** Until it is settled it wakes by itself; `askAgain`: its stream asks for it besides, at once. */
  const rowOf = (delivery: Delivery, askAgain: boolean) => {
    const { partnerId, endpointId, id, createdAt, dueAt } = delivery;
    const event = deliveryRequested(ids, delivery);
    const dueMs = Date.parse(dueAt ?? createdAt);
    return {
      ...keys.webhookDelivery(partnerId, endpointId, id),
      ...delivery,
      expiresAt: Math.ceil(dueMs / 1000) + KEPT_SECONDS,
      ...(askAgain && announces(event)),
      ...(!isSettled(delivery) &&
        wakes(event, askAgain ? dueMs + ANNOUNCED_WITHIN_MS : dueMs, WAKE_EVERY_SECONDS)),
    };
  };

  return {
    list: (partner, endpoint, wanted) =>
      pageBelow<Delivery>(
        { db, name: table },
        keys.webhookDelivery(partner, endpoint, '' as DeliveryId),
        wanted,
      ),

    async find({ partnerId, endpointId, id }) {
      const Key = keys.webhookDelivery(partnerId, endpointId, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && nounOf<Delivery>(Item);
    },

    async create(delivery) {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(delivery, true),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return delivery;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return nounOf<Delivery>(unmarshall(error.Item));
      }
    },

    async move(from, to, askAgain) {
      const written = await ifItHolds(
        db.send(
          new PutCommand({
            TableName: table,
            Item: rowOf(to, askAgain !== undefined),
            ConditionExpression: 'epoch = :epoch',
            ExpressionAttributeValues: { ':epoch': from.epoch },
          }),
        ),
      );
      return written ? 'moved' : 'changed';
    },
  };
};
