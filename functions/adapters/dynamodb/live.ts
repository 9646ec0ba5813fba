import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import type { LiveConnection, LiveTicket } from '../../domain/live/live.ts';
import type { LiveConnections, LiveTickets } from '../../domain/live/ports.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import { transact } from './transaction.ts';

/** API Gateway ends every connection after two hours. */
const LONGEST_CONNECTION_SECONDS = 2 * 3600;
/** A page that finds a lower number than it knew asks for everything again, so that nothing hangs on keeping it. */
const SEQUENCE_KEPT_SECONDS = 30 * 86_400;

export const dynamoLiveTickets = ({ db, name: table }: Table): LiveTickets => ({
  async put(fingerprint, ticket) {
    await db.send(
      new PutCommand({
        TableName: table,
        Item: {
          ...keys.liveTicket(ticket.businessId, fingerprint),
          ...ticket,
          expiresAt: Math.ceil(Date.parse(ticket.endsAt) / 1000),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  },
});

const endOf = ({ since }: LiveConnection): number =>
  Math.ceil(Date.parse(since) / 1000) + LONGEST_CONNECTION_SECONDS;

export const dynamoLiveConnections = (
  { db, name: table }: Table,
  clock: Clock,
  waiting: Waiting,
): LiveConnections => {
  const get = async (key: Key): Promise<Record<string, unknown> | undefined> =>
    (await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  const placesOf = ({ id, businessId }: LiveConnection): readonly Key[] => [
    keys.liveConnection(businessId, id),
    keys.connection(id),
  ];

  return {
    async ticket(businessId: BusinessId, fingerprint) {
      const row = await get(keys.liveTicket(businessId, fingerprint));
      return row && nounOf<LiveTicket & { readonly v: 1 }>(row as { v: 1 });
    },

    async open(fingerprint, connection) {
      const outcome = await transact(
        db,
        [
          {
            Delete: {
              TableName: table,
              Key: keys.liveTicket(connection.businessId, fingerprint),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
          ...placesOf(connection).map((key) => ({
            Put: { TableName: table, Item: { ...key, ...connection, expiresAt: endOf(connection) } },
          })),
        ],
        waiting,
      );
      return outcome.kind === 'committed' ? 'opened' : 'used';
    },

    async find(connectionId) {
      const row = await get(keys.connection(connectionId));
      return row && nounOf<LiveConnection>(row as { v: 1 });
    },

    async of(businessId) {
      const rows = await rowsBelow(
        { db, name: table },
        keys.liveSequence(businessId).pk,
        keys.liveConnection(businessId, '').sk,
      );
      const open = rows.map((row) => nounOf<LiveConnection>(row as { v: 1 }));
      // What has expired may lie there for days.
      return open.filter((one) => endOf(one) * 1000 > clock.now());
    },

    async remove(connection) {
      await Promise.all(
        placesOf(connection).map((Key) => db.send(new DeleteCommand({ TableName: table, Key }))),
      );
    },

    async latest(businessId) {
      return Number((await get(keys.liveSequence(businessId)))?.seq ?? 0);
    },

    async take(businessId, howMany) {
      const { Attributes } = await db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.liveSequence(businessId),
          UpdateExpression: 'ADD seq :more SET expiresAt = :at',
          ExpressionAttributeValues: {
            ':more': howMany,
            ':at': Math.ceil(clock.now() / 1000) + SEQUENCE_KEPT_SECONDS,
          },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.seq);
    },
  };
};
