import { cryptoChance } from '../chance.ts';
import { createIdempotencyKeys } from '../idempotency-keys.ts';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import { handleBy, type ModelOptions, type VendorModel } from '../vendor-model.ts';
import { createDoor, orProblem } from './admit-request.ts';
import { type Card, cards, isCard } from './cards.ts';
import type { Lives } from './commands.ts';
import { byStripeItself, createEventLog, signStripe } from './events.ts';
import { createLedger } from './ledger.ts';
import { newCustomer, newMonthlyPrice, newPrice } from './objects.ts';
import { createReversals } from './reversals.ts';
import { declinedBy, stripeError } from './stripe-error.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createWallets } from './wallets.ts';

export type StripeAccount = {
  readonly secretKey?: string;
  readonly webhookSecret?: string;
  readonly bookingFee?: { readonly priceId: string; readonly amountCents: number };
};

export type NewCustomer = {
  id?: string;
  name?: string;
  email?: string;
  card?: Card;
  metadata?: Record<string, string>;
};

/** An invoice as a person reads it. */
export type InvoiceSummary = {
  readonly id: string;
  readonly number: string | null;
  readonly customer: string;
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  readonly amountDueCents: number;
  readonly amountPaidCents: number;
  readonly attempts: number;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

/** What people, banks and Stripe itself do with the account, beside its API. */
export type StripeBooks = {
  readonly keys: { readonly secretKey: string; readonly webhookSecret: string };
  readonly bookingFeePrice: string;
  /** Invoices that exist (deleted drafts do not), oldest first. */
  invoices(): InvoiceSummary[];
  paidInvoices(): InvoiceSummary[];
  /** A customer who has been through checkout, with a default card. Answers the customer's id. */
  addCustomer(customer: NewCustomer): string;
  /** Changes what the customer's card does from now on. Throws for an unknown customer. */
  setCard(customerId: string, card: Card): void;
  /** Stripe's own retry of an open invoice, or the owner paying on the hosted page. False: declined. */
  retryPayment(invoiceId: string): boolean;
  /** Subscriptions, and what becomes of payments afterwards. */
  readonly lives: Lives;
};

export type StripeModel = VendorModel &
  StripeBooks & {
    /** The open invoices that Stripe would try to collect by itself now, oldest first. */
    retriesDue(): string[];
    /** All of its books. */
    state(): object;
  };

/** A Stripe account with its prices and its books; all in memory. */
export const createStripeModel = (options: ModelOptions & StripeAccount): StripeModel => {
  const { clock, chance = cryptoChance } = options;
  const newId = idsFrom(chance);
  const keys = {
    secretKey: options.secretKey ?? newId('sk_test_'),
    webhookSecret: options.webhookSecret ?? newId('whsec_', 32),
  };
  const fee = options.bookingFee ?? { priceId: 'price_booking_fee_local', amountCents: 5000 };
  const ledger = createLedger(clock, newId);
  ledger.prices.set(fee.priceId, newPrice(fee.priceId, fee.amountCents, ledger.nowSeconds()));
  const events = createEventLog(options, newId);

  const itself = (type: string, object: object, previous?: object): void =>
    events.add(type, object, byStripeItself, previous);
  const monthly = newMonthlyPrice('price_monthly_local', 20_000, ledger.nowSeconds());
  ledger.prices.set(monthly.id, monthly);
  const lives: Lives = {
    ...createSubscriptions(ledger, monthly, itself),
    ...createReversals(ledger, itself),
    ...createWallets(ledger, itself),
  };

  const begin = createDoor({
    secretKey: keys.secretKey,
    keys: createIdempotencyKeys(clock),
    newId,
    run: (route, id, params, cause) =>
      orProblem(newId, () => {
        const emit = (type: string, object: object): void => events.add(type, object, cause);
        const body = route.run({ ledger, params, id, emit, events: events.list });
        return { status: 200, body: snapshot(body) };
      }),
  });

  const failure = (status: number, message: string): Reply =>
    stripeError(status, { type: status === 429 ? 'rate_limit_error' : 'api_error', message }, newId);

  const invoices = (): InvoiceSummary[] =>
    [...ledger.invoices.values()].map((invoice) => ({
      id: invoice.id,
      number: invoice.number,
      customer: String(invoice.customer),
      status: (invoice.status ?? 'draft') as InvoiceSummary['status'],
      amountDueCents: invoice.amount_due,
      amountPaidCents: invoice.amount_paid,
      attempts: invoice.attempt_count,
      description: invoice.description,
      metadata: { ...invoice.metadata },
    }));

  return {
    begin,
    handle: handleBy({ begin, failure }),
    sign: (rawBody, _id, atMs) => signStripe(keys.webhookSecret, rawBody, atMs),
    failure,
    decline: (code) => declinedBy(code ?? 'generic_decline', newId),
    keys,
    bookingFeePrice: fee.priceId,
    lives,
    invoices,
    paidInvoices: () => invoices().filter(({ status }) => status === 'paid'),
    addCustomer(wanted) {
      const card = wanted.card ?? 'ok';
      const { name = null, email = null, metadata = {}, id = newId('cus_', 14) } = wanted;
      const facts = { id, name, email, metadata, hasCard: card !== 'none' };
      ledger.customers.set(id, newCustomer(facts, ledger.nowSeconds(), newId));
      ledger.cards.set(id, card);
      return id;
    },
    setCard(customerId, card) {
      const customer = ledger.customers.get(customerId);
      if (customer === undefined) throw new Error(`no Stripe customer ${customerId}`);
      if (!isCard(card)) throw new Error(`no such card: ${String(card)}; known: ${cards.join(', ')}`);
      const method = customer.invoice_settings.default_payment_method ?? newId('pm_1');
      customer.invoice_settings.default_payment_method = card === 'none' ? null : method;
      ledger.cards.set(customerId, card);
    },
    retryPayment: (invoiceId) =>
      orProblem(newId, () => {
        ledger.pay(ledger.invoice(invoiceId), itself);
        return { status: 200, body: undefined };
      }).status === 200,
    retriesDue: () =>
      [...ledger.invoices.values()].filter((invoice) => ledger.isDue(invoice)).map(({ id }) => id),
    state: () => ({
      invoices: invoices(),
      customers: [...ledger.customers.values()],
      cards: Object.fromEntries(ledger.cards),
      subscriptions: [...lives.subscriptions.values()],
      disputes: [...lives.disputes.values()],
      refunds: [...lives.refunds.values()],
      creditNotes: [...lives.notes.values()],
    }),
  };
};
