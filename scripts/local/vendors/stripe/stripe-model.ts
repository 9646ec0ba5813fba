import { cryptoChance } from '../chance.ts';
import { createIdempotencyKeys } from '../idempotency-keys.ts';
import { LOCAL_PLATFORM } from '../local-platform.ts';
import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import { idsFrom } from '../vendor-id.ts';
import { handleBy, type ModelOptions, type VendorModel } from '../vendor-model.ts';
import { createDoor, orProblem } from './admit-request.ts';
import { type Card, cards, isCard } from './cards.ts';
import { createCheckouts, type Visits } from './checkouts.ts';
import type { Lives } from './commands.ts';
import { byStripeItself, createEventLog, signStripe } from './events.ts';
import { createLedger, type Emit } from './ledger.ts';
import { newCustomer, newMonthlyPrice, newPrice } from './objects.ts';
import { fillPlatform, shownPlatform } from './platform-books.ts';
import { createRenewals } from './renewals.ts';
import { createReversals } from './reversals.ts';
import { declinedBy, stripeError } from './stripe-error.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createWallets } from './wallets.ts';

export type StripeAccount = {
  readonly secretKey?: string;
  readonly webhookSecret?: string;
  /** Where its pages for people are. */
  readonly pages?: () => string;
  readonly bookingFee?: { readonly priceId: string; readonly amountCents: number };
  /** `true`: an account as it is when it is opened, without prices and portal. */
  readonly isNew?: boolean;
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
    /** Does what Stripe does by itself as time passes. */
    pass(): void;
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
  const fee = options.bookingFee ?? { priceId: LOCAL_PLATFORM.bookingFeePrice, amountCents: 5000 };
  const ledger = createLedger(clock, newId);
  const feePrices = new Set([LOCAL_PLATFORM.bookingFeePrice, fee.priceId]);
  for (const id of options.isNew === true ? [] : feePrices) {
    ledger.prices.set(id, newPrice(id, fee.amountCents, ledger.nowSeconds()));
  }
  const events = createEventLog(options, newId);

  const itself = (type: string, object: object, previous?: object): void =>
    events.add(type, object, byStripeItself, previous);
  const monthly = newMonthlyPrice(LOCAL_PLATFORM.monthlyPrice, 20_000, ledger.nowSeconds());
  if (options.isNew !== true) {
    ledger.prices.set(monthly.id, monthly);
    fillPlatform(ledger);
  }
  const visits: Visits = new Map();
  const livesBy = (emit: Emit): Lives => {
    const subscriptions = createSubscriptions(ledger, emit);
    return {
      ...subscriptions,
      ...createCheckouts(ledger, visits, subscriptions, monthly, emit),
      ...createWallets(ledger, emit),
      ...reversals,
    };
  };
  const reversals = createReversals(ledger, itself);
  const lives = livesBy(itself);
  const { pass } = createRenewals(ledger, visits, { subscriptions: lives, checkouts: lives });
  const pages = options.pages ?? (() => 'https://checkout.stripe.com');

  const door = createDoor({
    secretKey: keys.secretKey,
    keys: createIdempotencyKeys(clock),
    newId,
    run: (route, id, params, cause) =>
      orProblem(newId, () => {
        const emit: Emit = (type, object, previous) => events.add(type, object, cause, previous);
        const body = route.run({
          ledger,
          params,
          id,
          emit,
          events: events.list,
          lives: livesBy(emit),
          pages,
        });
        return { status: 200, body: snapshot(body) };
      }),
  });

  const begin: StripeModel['begin'] = (request) => {
    pass();
    return door(request);
  };

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
    pass,
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
        const invoice = ledger.invoice(invoiceId);
        ledger.pay(invoice, itself);
        lives.paid(invoice);
        return { status: 200, body: undefined };
      }).status === 200,
    retriesDue: () =>
      [...ledger.invoices.values()].filter((invoice) => ledger.isDue(invoice)).map(({ id }) => id),
    state: () => ({
      invoices: invoices(),
      customers: [...ledger.customers.values()],
      cards: Object.fromEntries(ledger.cards),
      subscriptions: [...lives.subscriptions.values()],
      sessions: [...lives.sessions.values()],
      paymentMethods: [...ledger.methods.values()],
      disputes: [...lives.disputes.values()],
      refunds: [...lives.refunds.values()],
      creditNotes: [...lives.notes.values()],
      prices: [...ledger.prices.values()],
      ...shownPlatform(ledger),
    }),
  };
};
