import { isDeepStrictEqual } from 'node:util';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Line } from '../../domain/business/business.ts';
import type { BusinessCreation, LineConnection } from '../../domain/business/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inDirectory } from './in-directory.ts';
import { keys } from './keys.ts';
import { registryPut } from './registry-put.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';

/** An agent, a number or a customer belongs to one business at a time. */
const registryPuts = (table: string, id: BusinessId, { agentIds, numbers, billing }: Line): TransactItems =>
  [
    ...agentIds.map(keys.agent),
    ...numbers.map(keys.number),
    keys.stripeCustomer(billing.stripeCustomerId),
  ].map((key) => registryPut(table, id, key));

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

/** The line of a business that has none; who pays for it may be known before. */
export const dynamoLineConnection = ({ db, name: table }: Table, waiting: Waiting): LineConnection => ({
  async connect(id, { agentIds, numbers, billing, messaging }) {
    const outcome = await transact(
      db,
      [
        {
          Update: {
            TableName: table,
            Key: keys.configuration(id),
            UpdateExpression:
              'SET agentIds = :agents, #numbers = :numbers, messaging = :messaging, billing = if_not_exists(billing, :billing)',
            ConditionExpression:
              'attribute_exists(pk) AND attribute_not_exists(agentIds) AND (attribute_not_exists(billing) OR billing.stripeCustomerId = :customer)',
            ExpressionAttributeNames: { '#numbers': 'numbers' },
            ExpressionAttributeValues: {
              ':agents': agentIds,
              ':numbers': numbers,
              ':messaging': messaging,
              ':billing': billing,
              ':customer': billing.stripeCustomerId,
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...registryPuts(table, id, { agentIds, numbers, billing, messaging }),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return;
    const [configuration] = outcome.failed;
    if (configuration && !configuration.row) throw new Refusal('business_not_found');
    const has = configuration?.row as Partial<Line> | undefined;
    // What Stripe has told since is no other line.
    const isSame =
      has?.billing?.stripeCustomerId === billing.stripeCustomerId &&
      isDeepStrictEqual([has.agentIds, has.numbers, has.messaging], [agentIds, numbers, messaging]);
    if (isSame) return;
    throw new Refusal('invalid_arguments', {
      because: has ? 'this business has another line' : 'part of the line belongs to another business',
    });
  },
});
