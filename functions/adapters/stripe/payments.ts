import Stripe from 'stripe';
import { Refusal } from '../../domain/errors.ts';
import type { Bill, Invoice } from '../../domain/fee/invoice.ts';
import type { Payments } from '../../domain/fee/ports.ts';
import { type StripeAccess, stripeCalls } from './client.ts';
import { refusalOf } from './failures.ts';
import { amountOf, invoiceOf, metadataOf } from './invoices.ts';
import { isRefused, stripeRequest } from './requests.ts';

/** Should there be several of one fee, the one that matters most comes first. */
const BY_WEIGHT: readonly Invoice['status'][] = ['paid', 'open', 'draft', 'uncollectible', 'void'];

const key = (bill: Bill, step: string) => ({ idempotencyKey: `${bill.feeId}:${step}:v${bill.keyVersion}` });

/** The card on file was replaced at Stripe and our copy of its id is old. */
const isUnknownCard = (error: unknown): boolean =>
  isRefused(error) && error.param === 'default_payment_method';

/** `pay` has no other parameter that could be missing. */
const hasNoCard = (error: unknown): boolean =>
  isRefused(error) && error.statusCode === 400 && error.code === 'resource_missing';

/**
 * Booking fees as invoices of their own: draft, item, finalise, pay. `priceOf` answers Stripe's id of the booking fee's price,
 * and throws where the stage has none.
 */
export const stripePayments = (access: StripeAccess, priceOf: () => Promise<string>): Payments => {
  const run = stripeCalls(access);

  const request = stripeRequest(access);

  const read = async (invoiceId: string): Promise<Invoice> =>
    invoiceOf(await request('read', (stripe) => stripe.invoices.retrieve(invoiceId)), 'read');

  /** What Stripe refuses because it is already done is done; only the invoice itself can say so. */
  const unlessDone = async (
    step: string,
    invoiceId: string,
    isDone: (invoice: Invoice) => boolean,
    send: (stripe: Stripe) => Promise<unknown>,
  ): Promise<Invoice> => {
    try {
      return invoiceOf(await run(step, send), step);
    } catch (error) {
      if (!isRefused(error)) throw refusalOf(error, step);
      const invoice = await read(invoiceId);
      if (isDone(invoice)) return invoice;
      throw refusalOf(error, step);
    }
  };

  return {
    async draft(bill) {
      const terms = {
        customer: bill.customerId,
        currency: 'usd',
        collection_method: 'charge_automatically',
        auto_advance: false,
        pending_invoice_items_behavior: 'exclude',
        description: bill.description,
        metadata: metadataOf(bill),
      } as const;
      const card = bill.paymentMethod;
      const withCard = { ...terms, ...(card !== undefined && { default_payment_method: card }) };
      const create = (wanted: Stripe.InvoiceCreateParams, step: string) =>
        request('draft', (stripe) => stripe.invoices.create(wanted, key(bill, step)));
      const answer = await create(withCard, 'invoice').catch((error: unknown) => {
        if (!(error instanceof Refusal) || !isUnknownCard(error.cause)) throw error;
        return create(terms, 'invoice-default-card');
      });
      return invoiceOf(answer, 'draft');
    },

    async itemise(bill, invoiceId) {
      const item = {
        customer: bill.customerId,
        invoice: invoiceId,
        pricing: { price: await priceOf() },
        quantity: 1,
        description: bill.description,
        metadata: metadataOf(bill),
      };
      const answer = await request('item', (stripe) => stripe.invoiceItems.create(item, key(bill, 'item')));
      return amountOf(answer, 'item');
    },

    issue: (bill, invoiceId) =>
      unlessDone(
        'finalize',
        invoiceId,
        ({ status }) => status !== 'draft',
        (stripe) => stripe.invoices.finalizeInvoice(invoiceId, { auto_advance: true }, key(bill, 'finalize')),
      ),

    async collect(bill, invoiceId) {
      try {
        const invoice = await unlessDone(
          'pay',
          invoiceId,
          ({ status }) => status === 'paid',
          (stripe) => stripe.invoices.pay(invoiceId, { off_session: true }, key(bill, 'pay')),
        );
        if (invoice.status === 'paid') return { kind: 'paid', invoice };
        throw new Refusal('vendor_outcome_unknown', {
          vendor: 'stripe',
          step: 'pay',
          status: invoice.status,
        });
      } catch (error) {
        const cause = error instanceof Refusal ? error.cause : undefined;
        if (cause instanceof Stripe.errors.StripeCardError) {
          return { kind: 'declined', declineCode: cause.decline_code || cause.code || 'card_declined' };
        }
        if (hasNoCard(cause)) return { kind: 'declined', declineCode: 'no_payment_method' };
        throw error;
      }
    },

    async callOff(bill, { id, status }) {
      if (status === 'void') return;
      if (status === 'draft') {
        await request('delete', (stripe) => stripe.invoices.del(id));
        return;
      }
      const invoice = await unlessDone(
        'void',
        id,
        () => true,
        (stripe) => stripe.invoices.voidInvoice(id, {}, key(bill, 'void')),
      );
      if (invoice.status !== 'void') {
        throw new Refusal('vendor_outcome_unknown', {
          vendor: 'stripe',
          step: 'void',
          status: invoice.status,
        });
      }
    },

    async find(bill, { invoiceId, sinceMs }) {
      if (invoiceId !== undefined) {
        try {
          return await read(invoiceId);
        } catch (error) {
          if (error instanceof Refusal && error.facts.status === 404) return undefined;
          throw error;
        }
      }
      const created = { gte: Math.floor(sinceMs / 1000) };
      const all = await request('list', (stripe) =>
        stripe.invoices
          .list({ customer: bill.customerId, created, limit: 100 })
          .autoPagingToArray({ limit: 10_000 }),
      );
      return all
        .filter((invoice) => invoice.metadata?.fee_id === bill.feeId)
        .map((invoice) => invoiceOf(invoice, 'list'))
        .toSorted((left, right) => BY_WEIGHT.indexOf(left.status) - BY_WEIGHT.indexOf(right.status))[0];
    },
  };
};
