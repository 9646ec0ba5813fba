import { isDeepStrictEqual } from 'node:util';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Line } from '../../domain/business/business.ts';
import type { BusinessCreation, LineConnection } from '../../domain/business/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inDirectory, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';

/** An agent, a number or a customer belongs to one business at a time. */
const registryPuts = (table: string, id: BusinessId, { agentIds, numbers, billing }: Line): TransactItems =>
  [
    ...agentIds.map(keys.agent),
    ...numbers.map(keys.number),
    keys.stripeCustomer(billing.stripeCustomerId),
  ].map((key) => ({
    Put: {
      TableName: table,
      Item: { ...key, v: 1, businessId: id },
      ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
      ExpressionAttributeValues: { ':id': id },
    },
  }));

/** A business with its line: the configuration row and its registry rows, at once. */
export const dynamoBusinessCreation = ({ db, name: table }: Table, waiting: Waiting): BusinessCreation => ({
  async create(business) {
    const outcome = await transact(
      db,
      [
        {
          Put: {
            TableName: table,
            Item: { ...keys.configuration(business.id), ...inDirectory(business.id), ...business },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...registryPuts(table, business.id, business),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return;
    const existing = outcome.failed[0]?.row;
    if (existing && isDeepStrictEqual(nounOf(existing as { v: 1 }), business)) return;
    throw new Refusal('invalid_arguments', {
      because: existing ? 'this business exists' : 'an agent, number or customer belongs to another business',
    });
  },
});

export const dynamoLineConnection = ({ db, name: table }: Table, waiting: Waiting): LineConnection => ({
  async connect(id, { agentIds, numbers, billing, messaging }) {
    const line = { agentIds, numbers, billing, messaging };
    const outcome = await transact(
      db,
      [
        {
          Update: {
            TableName: table,
            Key: keys.configuration(id),
            UpdateExpression: `SET ${Object.keys(line)
              .map((name) => `#${name} = :${name}`)
              .join(', ')}`,
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#billing)',
            ExpressionAttributeNames: Object.fromEntries(Object.keys(line).map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: Object.fromEntries(
              Object.entries(line).map(([name, value]) => [`:${name}`, value]),
            ),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...registryPuts(table, id, line),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return;
    const [configuration] = outcome.failed;
    if (configuration && !configuration.row) throw new Refusal('business_not_found');
    const has = configuration?.row && Object.keys(line).map((name) => configuration.row?.[name]);
    if (has && isDeepStrictEqual(has, Object.values(line))) return;
    throw new Refusal('invalid_arguments', {
      because: has ? 'this business has another line' : 'part of the line belongs to another business',
    });
  },
});
