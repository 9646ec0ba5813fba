import type { BusinessId } from '../../contracts/ids.ts';
import type { BillingAccount, Standing } from '../../domain/subscription/account.ts';
import type { BillingAccounts, Checkouts } from '../../domain/subscription/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { standingEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import type { TransactItems } from './transaction.ts';
import { findRow, moveRow, rowUpdate } from './versioned-row.ts';

/** Two attributes of the configuration row are Stripe's to say; the voice function reads them with all the others. */
const standingUpdate = (table: string, businessId: BusinessId, standing: Standing): TransactItems[number] => {
  const { subscription, paymentMethod } = standing;
  const sets = `SET billing.#subscription = :subscription${paymentMethod ? ', billing.#card = :card' : ''}`;
  return {
    Update: {
      TableName: table,
      Key: keys.configuration(businessId),
      UpdateExpression: paymentMethod ? sets : `${sets} REMOVE billing.#card`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#subscription': 'subscription', '#card': 'defaultPaymentMethod' },
      ExpressionAttributeValues: {
        ':subscription': subscription,
        ...(paymentMethod && { ':card': paymentMethod }),
      },
    },
  };
};

export const dynamoBillingAccounts = (table: Table, waiting: Waiting): BillingAccounts => ({
  find: (businessId) => findRow<BillingAccount>(table.db, table.name, keys.account(businessId)),
  move: (from, to, standing, occasion) =>
    moveRow(
      table,
      waiting,
      occasion,
      rowUpdate(table.name, keys.account(to.businessId), from, to),
      standing
        ? [
            standingUpdate(table.name, to.businessId, standing),
            auditPut(table.name, standingEntry(from, to, standing, occasion)),
          ]
        : [],
    ),
});

export const dynamoCheckouts = (table: Table, waiting: Waiting): Checkouts => ({
  find: (businessId, sessionId) => findRow(table.db, table.name, keys.checkout(businessId, sessionId)),
  move: (from, to, occasion) =>
    moveRow(
      table,
      waiting,
      occasion,
      rowUpdate(table.name, keys.checkout(to.businessId, to.id), from, to, ['subscriptionId']),
    ),
});
