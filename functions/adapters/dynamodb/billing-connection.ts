import { Refusal } from '../../domain/errors.ts';
import type { BillingConnection } from '../../domain/onboarding/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { registryPut } from './registry-put.ts';
import { transact } from './transaction.ts';

export const dynamoBillingConnection = ({ db, name: table }: Table, waiting: Waiting): BillingConnection => ({
  async connect(businessId, billing) {
    const customer = billing.stripeCustomerId;
    const outcome = await transact(
      db,
      [
        {
          Update: {
            TableName: table,
            Key: keys.configuration(businessId),
            // What Stripe has told since stands.
            UpdateExpression: 'SET billing = if_not_exists(billing, :billing)',
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(billing) OR billing.stripeCustomerId = :customer)',
            ExpressionAttributeValues: {
              ':billing': { ...billing, subscription: 'incomplete' },
              ':customer': customer,
            },
          },
        },
        registryPut(table, businessId, keys.stripeCustomer(customer)),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') return;
    throw new Refusal('invalid_arguments', { because: 'another customer, or the customer of another' });
  },
});
