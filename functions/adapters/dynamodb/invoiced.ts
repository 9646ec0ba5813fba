import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../domain/errors.ts';
import type { InvoiceRegistry } from '../../domain/reversal/ports.ts';
import type { Invoiced } from '../../domain/reversal/reversal.ts';
import type { AccountInvoices } from '../../domain/subscription/ports.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import { type Key, keys } from './keys.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';
import { findRow, moveRow, rowUpdate } from './versioned-row.ts';

/** Unless another has it: an invoice and a payment never change what they are for. */
const registryPut = (table: string, key: Key, invoiced: Invoiced): TransactItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...key, v: 1, ...invoiced },
    ConditionExpression: `attribute_not_exists(pk) OR (businessId = :business AND invoiceId = :invoice AND ${
      invoiced.appointmentId === undefined
        ? 'attribute_not_exists(appointmentId)'
        : 'appointmentId = :appointment'
    })`,
    ExpressionAttributeValues: {
      ':business': invoiced.businessId,
      ':invoice': invoiced.invoiceId,
      ...(invoiced.appointmentId !== undefined && { ':appointment': invoiced.appointmentId }),
    },
  },
});

/** What an invoice is for: goes with the write that makes the invoice known to us. */
export const invoiceKnown = (table: string, invoiced: Invoiced): TransactItems[number] =>
  registryPut(table, keys.stripeInvoice(invoiced.invoiceId), invoiced);

/** What one event says of an invoice and a later one need not. */
const MAY_GO = ['nextAttemptAt', 'subscriptionId', 'number', 'reason'];

export const dynamoAccountInvoices = (table: Table, waiting: Waiting): AccountInvoices => ({
  find: (businessId, invoiceId) => findRow(table.db, table.name, keys.accountInvoice(businessId, invoiceId)),
  move: (from, to, occasion) =>
    moveRow(
      table,
      waiting,
      occasion,
      rowUpdate(table.name, keys.accountInvoice(to.businessId, to.id), from, to, MAY_GO),
      from ? [] : [invoiceKnown(table.name, { businessId: to.businessId, invoiceId: to.id })],
    ),
});

export const dynamoInvoiceRegistry = ({ db, name: table }: Table, waiting: Waiting): InvoiceRegistry => {
  const find = async (key: Key): Promise<Invoiced | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item?.invoiceId === undefined ? undefined : nounOf<Invoiced & { v: 1 }>(Item);
  };
  return {
    byInvoice: (invoiceId) => find(keys.stripeInvoice(invoiceId)),
    byPayment: (paymentId) => find(keys.stripePayment(paymentId)),
    async link(paymentId, invoiced, occasion) {
      const outcome = await transact(
        db,
        [inboxPut(table, occasion), registryPut(table, keys.stripePayment(paymentId), invoiced)],
        waiting,
      );
      if (outcome.kind === 'refused' && !outcome.failed[0]) {
        throw new Refusal('vendor_refused', { because: 'payment_of_another_invoice', paymentId });
      }
    },
  };
};
