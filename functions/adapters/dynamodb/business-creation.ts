import { isDeepStrictEqual } from 'node:util';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Business, Line } from '../../domain/business/business.ts';
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
    // What Stripe has told since is no other line, nor is an agent that was made in the place of one.
    const isSame =
      has?.billing?.stripeCustomerId === billing.stripeCustomerId &&
      agentIds.every((agentId) => has.agentIds?.includes(agentId)) &&
      isDeepStrictEqual([has.numbers, has.messaging], [numbers, messaging]);
    if (isSame) return;
    throw new Refusal('invalid_arguments', {
      because: has ? 'this business has another line' : 'part of the line belongs to another business',
    });
  },

  async addAgent(id, agentId) {
    const outcome = await transact(
      db,
      [
        {
          Update: {
            TableName: table,
            Key: keys.configuration(id),
            // The first is whom a number without an agent is answered by.
            UpdateExpression: 'SET agentIds = list_append(:agents, agentIds)',
            ConditionExpression:
              'attribute_exists(agentIds) AND NOT contains(agentIds, :agent) AND (attribute_not_exists(outOfService) OR outOfService <> :closing)',
            ExpressionAttributeValues: { ':agents': [agentId], ':agent': agentId, ':closing': 'closing' },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        registryPut(table, id, keys.agent(agentId)),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return 'added';
    const [configuration, registered] = outcome.failed;
    if (registered)
      throw new Refusal('invalid_arguments', { because: 'the agent belongs to another business' });
    const { agentIds, outOfService } = (configuration?.row ?? {}) as Partial<Business>;
    return agentIds?.includes(agentId) && outOfService !== 'closing' ? 'added' : 'no line';
  },
});
