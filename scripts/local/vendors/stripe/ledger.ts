import type Stripe from 'stripe';
import type { NewId } from '../vendor-id.ts';
import type { Clock } from '../vendor-model.ts';
import { type Card, type Decline, declineOf } from './cards.ts';
import {
  type ItemFacts,
  newInvoiceLine,
  newInvoicePayment,
  type WireInvoice,
  type WireInvoicePayment,
  type WirePrice,
} from './objects.ts';
import { invalidRequest, missing, StripeProblem } from './stripe-error.ts';
import type { WireSubscription } from './wire-subscription.ts';

/** An invoice that was finalized and not paid is collected after about an hour. */
const FIRST_ATTEMPT_SECONDS = 60 * 60;
const RETRY_AFTER_SECONDS = 3 * 24 * 60 * 60;

/** `previous`: what the fields that changed were before. */
export type Emit = (type: string, object: object, previous?: object) => void;

/** Stripe's books: customers, prices, invoices and what may happen to an invoice in which state. */
export type Ledger = {
  readonly newId: NewId;
  readonly customers: Map<string, Stripe.Customer>;
  readonly cards: Map<string, Card>;
  readonly prices: Map<string, WirePrice>;
  readonly invoices: Map<string, WireInvoice>;
  readonly payments: Map<string, WireInvoicePayment>;
  readonly subscriptions: Map<string, WireSubscription>;
  readonly sessions: Map<string, Stripe.Checkout.Session>;
  readonly methods: Map<string, Stripe.PaymentMethod>;
  /** Ids of what customers may do on the account's pages. */
  readonly portals: Set<string>;
  nowSeconds(): number;
  invoice(id: string, status?: 400 | 404): WireInvoice;
  /** The invoice item's id. */
  addLine(invoice: WireInvoice, item: ItemFacts): string;
  finalize(invoice: WireInvoice, autoAdvance: boolean | undefined, emit: Emit): void;
  pay(invoice: WireInvoice, emit: Emit): void;
  close(invoice: WireInvoice, as: 'void' | 'uncollectible', emit: Emit): void;
  deleteDraft(invoice: WireInvoice, emit: Emit): void;
  /** Whether Stripe would collect it by itself now. */
  isDue(invoice: WireInvoice): boolean;
};

const retotal = (invoice: WireInvoice): void => {
  const total = invoice.lines.data.reduce((sum, line) => sum + line.amount, 0);
  invoice.subtotal = total;
  invoice.subtotal_excluding_tax = total;
  invoice.total = total;
  invoice.total_excluding_tax = total;
  invoice.amount_due = total;
  invoice.amount_remaining = total;
};

const notEditable = (message: string): StripeProblem =>
  invalidRequest(message, { code: 'invoice_not_editable' });

const noCard = (): StripeProblem =>
  invalidRequest(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    { code: 'resource_missing' },
  );

const declined = (decline: Decline, payment: WireInvoicePayment | undefined): StripeProblem =>
  new StripeProblem(402, {
    type: 'card_error',
    ...decline,
    payment_intent: {
      id: String(payment?.payment.payment_intent),
      object: 'payment_intent',
      status: 'requires_payment_method',
    },
  });

export const createLedger = (clock: Clock, newId: NewId): Ledger => {
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const invoices = new Map<string, WireInvoice>();
  const payments = new Map<string, WireInvoicePayment>();
  const customers = new Map<string, Stripe.Customer>();
  const cards = new Map<string, Card>();
  const subscriptions = new Map<string, WireSubscription>();

  const nextNumber = (customerId: string): string => {
    const customer = customers.get(customerId);
    const sequence = customer?.next_invoice_sequence ?? 1;
    if (customer) customer.next_invoice_sequence = sequence + 1;
    return `${customer?.invoice_prefix}-${String(sequence).padStart(4, '0')}`;
  };

  /** The card of a subscription pays for that and for nothing else. */
  const methodOf = (invoice: WireInvoice) => {
    const of = invoice.parent?.subscription_details?.subscription;
    return (
      invoice.default_payment_method ??
      (of ? subscriptions.get(String(of))?.default_payment_method : null) ??
      customers.get(String(invoice.customer))?.invoice_settings.default_payment_method ??
      null
    );
  };

  const settle = (invoice: WireInvoice, emit: Emit): void => {
    const payment = payments.get(invoice.id);
    invoice.status = 'paid';
    invoice.status_transitions.paid_at = nowSeconds();
    invoice.amount_paid = invoice.amount_due;
    invoice.amount_remaining = 0;
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    emit('invoice.paid', invoice);
    emit('invoice.payment_succeeded', invoice);
    if (payment === undefined) return;
    payment.status = 'paid';
    payment.amount_paid = invoice.amount_paid;
    payment.status_transitions.paid_at = nowSeconds();
    emit('invoice_payment.paid', payment);
  };

  const ledger: Ledger = {
    newId,
    customers,
    cards,
    prices: new Map(),
    invoices,
    payments,
    subscriptions,
    sessions: new Map(),
    methods: new Map(),
    portals: new Set(),
    nowSeconds,
    invoice(id, status = 404) {
      const invoice = invoices.get(id);
      if (invoice === undefined) throw missing('invoice', id, 'invoice', status);
      return invoice;
    },
    addLine(invoice, item) {
      if (invoice.status !== 'draft') throw notEditable('This invoice is no longer editable.');
      const itemId = newId('ii_1');
      invoice.lines.data.push(newInvoiceLine(invoice, itemId, item, nowSeconds(), newId));
      retotal(invoice);
      return itemId;
    },
    finalize(invoice, autoAdvance, emit) {
      if (invoice.status !== 'draft') {
        throw notEditable("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
      }
      const token = newId('test_', 32);
      invoice.status = 'open';
      invoice.status_transitions.finalized_at = nowSeconds();
      invoice.effective_at = nowSeconds();
      invoice.number = nextNumber(String(invoice.customer));
      invoice.ending_balance = 0;
      invoice.auto_advance = autoAdvance ?? invoice.auto_advance;
      invoice.hosted_invoice_url = `https://invoice.stripe.com/i/acct_local/${token}?s=ap`;
      invoice.invoice_pdf = `https://pay.stripe.com/invoice/acct_local/${token}/pdf?s=ap`;
      emit('invoice.finalized', invoice);
      if (invoice.total === 0) settle(invoice, emit);
      else payments.set(invoice.id, newInvoicePayment(invoice, nowSeconds(), newId));
    },
    pay(invoice, emit) {
      if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
      if (invoice.status === 'void') throw invalidRequest('Invoice is no longer payable');
      const card = cards.get(String(invoice.customer)) ?? 'none';
      if (card === 'none' || methodOf(invoice) === null) throw noCard();
      if (invoice.status === 'draft') ledger.finalize(invoice, undefined, emit);
      // Nothing was owed: finalizing has settled it.
      if (invoice.total === 0) return;
      invoice.attempted = true;
      invoice.attempt_count += 1;
      const decline = declineOf(card, invoice.attempt_count);
      if (decline === undefined) {
        settle(invoice, emit);
        return;
      }
      invoice.next_payment_attempt = invoice.auto_advance ? nowSeconds() + RETRY_AFTER_SECONDS : null;
      emit('invoice.payment_failed', invoice);
      if (card === 'authentication_required') emit('invoice.payment_action_required', invoice);
      throw declined(decline, payments.get(invoice.id));
    },
    close(invoice, as, emit) {
      const isAllowed = invoice.status === 'open' || (as === 'void' && invoice.status === 'uncollectible');
      if (!isAllowed)
        throw invalidRequest(`You can only pass in open invoices. This invoice is ${invoice.status}.`);
      invoice.status = as;
      invoice.auto_advance = false;
      invoice.next_payment_attempt = null;
      if (as === 'void') invoice.status_transitions.voided_at = nowSeconds();
      else invoice.status_transitions.marked_uncollectible_at = nowSeconds();
      emit(as === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice);
    },
    deleteDraft(invoice, emit) {
      if (invoice.status !== 'draft') throw notEditable('You can only delete draft invoices.');
      invoices.delete(invoice.id);
      emit('invoice.deleted', invoice);
    },
    isDue: ({
      status,
      auto_advance: isAutomatic,
      next_payment_attempt: next,
      attempted,
      effective_at: from,
    }) =>
      status === 'open' &&
      isAutomatic === true &&
      (attempted ? (next ?? Number.POSITIVE_INFINITY) : (from ?? 0) + FIRST_ATTEMPT_SECONDS) <= nowSeconds(),
  };
  return ledger;
};
