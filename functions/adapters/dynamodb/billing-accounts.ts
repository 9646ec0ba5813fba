import type { SubscriptionChanged } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { BillingAccount, Standing } from '../../domain/subscription/account.ts';
import type { BillingAccounts, Checkouts } from '../../domain/subscription/ports.ts';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { standingEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import type { TransactItems } from './transaction.ts';
import { findRow, moveRow, rowUpdate } from './versioned-row.ts';

/** Three attributes of the configuration row are Stripe's to say; the voice function reads them with all the others. */
const standingUpdate = (table: string, businessId: BusinessId, standing: Standing): TransactItems[number] => {
  const said = Object.entries({
    subscription: standing.subscription,
    defaultPaymentMethod: standing.paymentMethod,
    pastDueSince: standing.pastDueSince,
  });
  const given = said.filter(([, value]) => value !== undefined);
  const gone = said.filter(([, value]) => value === undefined).map(([name]) => `billing.#${name}`);
  const sets = given.map(([name]) => `billing.#${name} = :${name}`).join(', ');
  return {
    Update: {
      TableName: table,
      Key: keys.configuration(businessId),
      UpdateExpression: `SET ${sets}${gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: Object.fromEntries(said.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
    },
  };
};

const subscriptionChanged = (
  ids: DerivedIds,
  { businessId, version }: BillingAccount,
  { eventId, receivedAt: at }: VendorEvent,
): SubscriptionChanged => ({
  v: 1,
  id: ids.event('subscription.changed', businessId, version),
  name: 'subscription.changed',
  businessId,
  at,
  correlationId: `stripe:${eventId}`,
});

/** A standing that changes is announced by the account's row. */
export const dynamoBillingAccounts = (table: Table, ids: DerivedIds, waiting: Waiting): BillingAccounts => ({
  find: (businessId) => findRow<BillingAccount>(table.db, table.name, keys.account(businessId)),
  move: (from, to, standing, occasion) =>
    moveRow(
      table,
      waiting,
      occasion,
      rowUpdate(table.name, keys.account(to.businessId), from, {
        ...to,
        ...(standing && announces(subscriptionChanged(ids, to, occasion))),
      }),
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
