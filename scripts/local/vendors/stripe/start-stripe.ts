import { type Params, parseBracketParams } from '../bracket-params.ts';
import { createFaults } from '../faults.ts';
import { createIdempotencyKeys } from '../idempotency-keys.ts';
import {
  type Reply,
  type SimulatedRequest,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { type Card, cards, isCard } from './cards.ts';
import { type Lives, obey } from './commands.ts';
import { apiVersion, byStripeItself, type Cause, createEventLog, signStripe } from './events.ts';
import { createLedger } from './ledger.ts';
import { newCustomer, newMonthlyPrice, newPrice } from './objects.ts';
import { checkParams } from './params.ts';
import { createReversals } from './reversals.ts';
import { type Route, routes } from './routes.ts';
import { declinedBy, invalidRequest, StripeProblem, stripeError } from './stripe-error.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createWallets } from './wallets.ts';

export type StripeOptions = SimulatorOptions & {
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

export type StripeSimulator = Simulator & {
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

const paramsOf = (request: SimulatedRequest): Params =>
  parseBracketParams(request.method === 'GET' ? request.query : new URLSearchParams(request.rawBody));

const unauthorized = (given: string): Reply =>
  stripeError(401, {
    type: 'invalid_request_error',
    message: given
      ? `Invalid API Key provided: ${given.slice(0, 8)}****`
      : 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
  });

const orProblem = (run: () => Reply): Reply => {
  try {
    return run();
  } catch (error) {
    if (error instanceof StripeProblem) return stripeError(error.status, error.body);
    throw error;
  }
};

/** A Stripe account with one price, its books, its webhooks; all in memory. */
export const startStripe = async (options: StripeOptions): Promise<StripeSimulator> => {
  const { clock, webhookUrl, log } = options;
  const keys = {
    secretKey: options.secretKey ?? vendorId('sk_test_'),
    webhookSecret: options.webhookSecret ?? vendorId('whsec_', 32),
  };
  const fee = options.bookingFee ?? { priceId: 'price_booking_fee_local', amountCents: 5000 };
  const ledger = createLedger(clock);
  ledger.prices.set(fee.priceId, newPrice(fee.priceId, fee.amountCents, ledger.nowSeconds()));
  const idempotency = createIdempotencyKeys(clock);
  const faults = createFaults();
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: (rawBody, _id, at) => signStripe(keys.webhookSecret, rawBody, at),
    retryMs: options.webhookRetryMs ?? [200, 1000, 3000],
    timeoutMs: 10_000,
    source: 'stripe',
    log,
  });
  const events = createEventLog(clock, webhookUrl, webhooks.send);

  const itself = (type: string, object: object, previous?: object): void =>
    events.add(type, object, byStripeItself, previous);
  const monthly = newMonthlyPrice('price_monthly_local', 20_000, ledger.nowSeconds());
  ledger.prices.set(monthly.id, monthly);
  const lives: Lives = {
    ...createSubscriptions(ledger, monthly, itself),
    ...createReversals(ledger, itself),
    ...createWallets(ledger, itself),
  };

  const run = (route: Route, id: string, params: Params, cause: Cause): Reply =>
    orProblem(() => {
      const emit = (type: string, object: object): void => events.add(type, object, cause);
      const body = route.run({ ledger, params, id, emit, events: events.list });
      return { status: 200, body: structuredClone(body) };
    });

  const perform = async (request: SimulatedRequest, requestId: string): Promise<Reply> => {
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (given !== keys.secretKey) return unauthorized(given);
    const route = routes.find(({ method, path }) => method === request.method && path.test(request.path));
    if (route === undefined) {
      const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
      return stripeError(404, { type: 'invalid_request_error', message });
    }
    const params = paramsOf(request);
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const id = decodeURIComponent(route.path.exec(request.path)?.[1] ?? '');
    const refusal = orProblem(() => {
      checkParams(params, route.params, route.required ?? []);
      if ((key?.length ?? 0) > 255) throw invalidRequest('Idempotency keys can be up to 255 characters.');
      return { status: 200, body: undefined };
    });
    if (refusal.status !== 200) return refusal;
    const effect = (): Promise<Reply> =>
      request.execute(() => run(route, id, params, { id: requestId, idempotency_key: key ?? null }));
    if (key === undefined) return effect();
    const onClash = (): Reply => {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
        `Try using a key other than '${key}' if you meant to execute a different request.`;
      return stripeError(400, { type: 'idempotency_error', message });
    };
    const onBusy = (): Reply => {
      const message = `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`;
      return stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
    };
    const fingerprint = `${request.path} ${JSON.stringify(params)}`;
    const onReplay = (reply: Reply): Reply => ({ ...reply, headers: { 'idempotent-replayed': 'true' } });
    return idempotency.once({ key, fingerprint, effect, keep: (reply) => reply, onClash, onBusy, onReplay });
  };

  const addCustomer = (wanted: NewCustomer): string => {
    const card = wanted.card ?? 'ok';
    const { name = null, email = null, metadata = {} } = wanted;
    const facts = { id: wanted.id ?? vendorId('cus_', 14), name, email, metadata, hasCard: card !== 'none' };
    ledger.customers.set(facts.id, newCustomer(facts, ledger.nowSeconds()));
    ledger.cards.set(facts.id, card);
    return facts.id;
  };

  const setCard = (customerId: string, card: Card): void => {
    const customer = ledger.customers.get(customerId);
    if (customer === undefined) throw new Error(`no Stripe customer ${customerId}`);
    if (!isCard(card)) throw new Error(`no such card: ${String(card)}; known: ${cards.join(', ')}`);
    const method = customer.invoice_settings.default_payment_method ?? vendorId('pm_1');
    customer.invoice_settings.default_payment_method = card === 'none' ? null : method;
    ledger.cards.set(customerId, card);
  };

  const retryPayment = (invoiceId: string): boolean =>
    orProblem(() => {
      ledger.pay(ledger.invoice(invoiceId), itself);
      return { status: 200, body: undefined };
    }).status === 200;

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

  const control = (command: unknown): unknown =>
    obey({ ...lives, addCustomer, setCard, retryPayment }, command);

  const simulator = await startSimulator({
    name: 'stripe',
    clock,
    log,
    faults,
    webhooks,
    control,
    state: () => ({
      invoices: invoices(),
      customers: [...ledger.customers.values()],
      cards: Object.fromEntries(ledger.cards),
      subscriptions: [...lives.subscriptions.values()],
      disputes: [...lives.disputes.values()],
      refunds: [...lives.refunds.values()],
      creditNotes: [...lives.notes.values()],
    }),
    decline: (code) => declinedBy(code ?? 'generic_decline'),
    failure: (status, message) =>
      stripeError(status, { type: status === 429 ? 'rate_limit_error' : 'api_error', message }),
    async handle(request) {
      const requestId = vendorId('req_', 14);
      const reply = await perform(request, requestId);
      const key = request.headers['idempotency-key'];
      const headers = {
        'request-id': requestId,
        'stripe-version': apiVersion,
        ...(key && { 'idempotency-key': key }),
      };
      return { ...reply, headers: { ...headers, ...reply.headers } };
    },
  });
  const paidInvoices = (): InvoiceSummary[] => invoices().filter(({ status }) => status === 'paid');
  const people = { invoices, paidInvoices, addCustomer, setCard, retryPayment, lives };
  return { ...simulator, keys, bookingFeePrice: fee.priceId, ...people };
};
