import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EndpointId, PartnerId } from '../../contracts/ids.ts';
import { type Endpoint, MOST_ENDPOINTS } from '../../domain/partner-webhook/endpoint.ts';
import type { Endpoints } from '../../domain/partner-webhook/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';
import { type TransactItems, transact } from './transaction.ts';

/** Which of a row's attributes are set and which go, if it is there and `only` holds besides. */
type Change = {
  readonly update: string;
  readonly only?: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

const NAMES = { '#state': 'state', '#version': 'version' } as const;

/** The names that an expression uses: DynamoDB refuses others. */
const namesIn = (...expressions: readonly string[]): Record<string, string> | undefined => {
  const used = Object.entries(NAMES).filter(([name]) => expressions.some((one) => one.includes(name)));
  return used.length > 0 ? Object.fromEntries(used) : undefined;
};

export const dynamoWebhookEndpoints = ({ db, name: table }: Table, waiting: Waiting): Endpoints => {
  /** Each writer changes attributes of its own, so that how an endpoint fares and what it is do not undo each other. */
  const change = async (
    { partnerId, id }: Pick<Endpoint, 'partnerId' | 'id'>,
    { update, only, values }: Change,
  ): Promise<boolean> => {
    const condition = `attribute_exists(pk)${only ? ` AND ${only}` : ''}`;
    const written = await ifItHolds(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.webhookEndpoint(partnerId, id),
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: namesIn(update, condition),
          ExpressionAttributeValues: values,
        }),
      ),
    );
    return written !== undefined;
  };

  /** One more or one less, where that leaves no more than there may be. */
  const counted = (partner: PartnerId, by: 1 | -1): TransactItems[number] => ({
    Update: {
      TableName: table,
      Key: keys.webhookEndpoints(partner),
      UpdateExpression: 'SET v = :v ADD endpoints :by',
      ConditionExpression:
        by === 1 ? 'attribute_not_exists(endpoints) OR endpoints < :most' : 'endpoints > :none',
      ExpressionAttributeValues: {
        ':v': 1,
        ':by': by,
        ...(by === 1 ? { ':most': MOST_ENDPOINTS } : { ':none': 0 }),
      },
    },
  });

  return {
    async list(partner) {
      const { pk, sk } = keys.webhookEndpoint(partner, '' as EndpointId);
      const rows = await rowsBelow({ db, name: table }, pk, sk);
      return rows.map((row) => nounOf<Endpoint>(row));
    },

    async find(partner, id) {
      const Key = keys.webhookEndpoint(partner, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && nounOf<Endpoint>(Item);
    },

    async register(endpoint) {
      const { partnerId, id } = endpoint;
      const outcome = await transact(
        db,
        [
          {
            Put: {
              TableName: table,
              Item: { ...keys.webhookEndpoint(partnerId, id), ...endpoint },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          counted(partnerId, 1),
        ],
        waiting,
      );
      if (outcome.kind === 'committed') return 'registered';
      return outcome.failed[0] ? 'there' : 'full';
    },

    async remove(partner, id) {
      const outcome = await transact(
        db,
        [
          {
            Delete: {
              TableName: table,
              Key: keys.webhookEndpoint(partner, id),
              ConditionExpression: 'attribute_exists(pk)',
            },
          },
          counted(partner, -1),
        ],
        waiting,
      );
      return outcome.kind === 'committed' ? 'removed' : 'none';
    },

    async setSecrets(from, secrets) {
      const isDone = await change(from, {
        update: 'SET secrets = :secrets, #version = :next',
        only: '#version = :asRead',
        values: { ':secrets': secrets, ':asRead': from.version, ':next': from.version + 1 },
      });
      return isDone ? 'done' : 'changed';
    },

    async enable(partnerId, id) {
      const isDone = await change(
        { partnerId, id },
        {
          update: 'SET #state = :active REMOVE disabledBecause, failingSince',
          values: { ':active': 'active' },
        },
      );
      return isDone ? 'done' : 'none';
    },

    async noteSuccess(endpoint, at) {
      const values = { ':at': at };
      await change(endpoint, { update: 'SET lastDeliveredAt = :at REMOVE failingSince', values });
    },

    async noteFailure(endpoint, at) {
      const only = 'attribute_not_exists(failingSince)';
      await change(endpoint, { update: 'SET failingSince = :at', only, values: { ':at': at } });
    },

    async disable(endpoint, because, failingSince) {
      await change(endpoint, {
        update: 'SET #state = :disabled, disabledBecause = :because',
        ...(failingSince !== undefined && { only: 'failingSince = :since' }),
        values: {
          ':disabled': 'disabled',
          ':because': because,
          ...(failingSince !== undefined && { ':since': failingSince }),
        },
      });
    },
  };
};
