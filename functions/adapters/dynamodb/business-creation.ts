import { isDeepStrictEqual } from 'node:util';
import type { BusinessCreation } from '../../domain/business/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';

/** The configuration row and its registry rows: an agent, a number or a customer belongs to one business at a time. */
export const dynamoBusinessCreation = ({ db, name: table }: Table, waiting: Waiting): BusinessCreation => ({
  async create(business) {
    const registered = [
      ...business.agentIds.map(keys.agent),
      ...business.numbers.map(keys.number),
      keys.stripeCustomer(business.billing.stripeCustomerId),
    ];
    const outcome = await transact(
      db,
      [
        {
          Put: {
            TableName: table,
            Item: { ...keys.configuration(business.id), ...business },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...registered.map((key) => ({
          Put: {
            TableName: table,
            Item: { ...key, v: 1, businessId: business.id },
            ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
            ExpressionAttributeValues: { ':id': business.id },
          },
        })),
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
