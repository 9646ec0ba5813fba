import type Stripe from 'stripe';
import { groupParam, type Params, textParam, textValues } from '../bracket-params.ts';
import type { Lives } from './commands.ts';
import { creditNoteRoutes } from './credit-note-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import type { WireEvent } from './events.ts';
import type { Emit, Ledger } from './ledger.ts';
import { type ItemFacts, newInvoice, type WireInvoice } from './objects.ts';
import { booleanParam, integerParam, isInRange, type ParamSet, pageOf } from './params.ts';
import { platformRoutes } from './platform-routes.ts';
import { invalidRequest, missing } from './stripe-error.ts';
import { subscriptionRoutes } from './subscription-routes.ts';

export type RouteCall = {
  readonly ledger: Ledger;
  readonly params: Params;
  /** The id in the path, if there is one. */
  readonly id: string;
  readonly emit: Emit;
  readonly events: () => readonly WireEvent[];
  /** What happens because of this request. */
  readonly lives: Lives;
  /** Where the account's pages are. */
  readonly pages: () => string;
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly params: ParamSet;
  readonly required?: readonly string[];
  readonly run: (call: RouteCall) => object;
};

const shown = ({ ledger, params }: RouteCall, invoice: WireInvoice): object => {
  if (!Object.values(groupParam(params, 'expand')).includes('payments')) return invoice;
  const payment = ledger.payments.get(invoice.id);
  const url = `/v1/invoice_payments?invoice=${invoice.id}`;
  return { ...invoice, payments: { object: 'list', data: payment ? [payment] : [], has_more: false, url } };
};

const customerNamed = ({ ledger, params }: RouteCall): Stripe.Customer => {
  const id = String(params.customer);
  const customer = ledger.customers.get(id);
  if (customer === undefined) throw missing('customer', id, 'customer', 400);
  return customer;
};

const createInvoice = (call: RouteCall): object => {
  const { ledger, params, emit } = call;
  const customer = customerNamed(call);
  const wished = textParam(params, 'default_payment_method') ?? null;
  const isTheirs =
    wished === customer.invoice_settings.default_payment_method ||
    ledger.methods.get(String(wished))?.customer === customer.id;
  if (wished !== null && !isTheirs) {
    throw missing('PaymentMethod', wished, 'default_payment_method', 400);
  }
  const facts = {
    auto_advance: booleanParam(params, 'auto_advance') ?? false,
    collection_method: 'charge_automatically' as const,
    currency: textParam(params, 'currency') ?? 'usd',
    default_payment_method: wished,
    description: textParam(params, 'description') ?? null,
    metadata: textValues(groupParam(params, 'metadata')),
  };
  const invoice = newInvoice(customer, facts, ledger.nowSeconds(), ledger.newId);
  ledger.invoices.set(invoice.id, invoice);
  emit('invoice.created', invoice);
  return shown(call, invoice);
};

const itemFacts = ({ ledger, params }: RouteCall): ItemFacts => {
  const quantity = integerParam(params, 'quantity') ?? 1;
  const metadata = textValues(groupParam(params, 'metadata'));
  const description = textParam(params, 'description') ?? null;
  const priceId = textParam(groupParam(params, 'pricing'), 'price');
  if (priceId === undefined) {
    const amount = integerParam(params, 'amount');
    if (amount === undefined)
      throw invalidRequest('You must specify either pricing or amount.', { param: 'pricing' });
    const pricing = { type: 'price_details' as const, unit_amount_decimal: String(amount) };
    return { amount, description, metadata, pricing, quantity: 1 };
  }
  const price = ledger.prices.get(priceId);
  if (price === undefined) throw missing('price', priceId, 'pricing[price]', 400);
  const unitAmount = price.unit_amount ?? 0;
  const pricing = {
    price_details: { price: price.id, product: String(price.product) },
    type: 'price_details' as const,
    unit_amount_decimal: String(unitAmount),
  };
  return { amount: unitAmount * quantity, description, metadata, pricing, quantity };
};

const createItem = (call: RouteCall): object => {
  const { ledger, params } = call;
  const customer = customerNamed(call);
  const invoice = ledger.invoice(String(params.invoice), 400);
  if (invoice.customer !== customer.id) {
    throw invalidRequest(`The invoice ${invoice.id} does not belong to customer ${customer.id}.`, {
      param: 'invoice',
    });
  }
  const item = itemFacts(call);
  const at = ledger.nowSeconds();
  return {
    id: ledger.addLine(invoice, item),
    object: 'invoiceitem',
    currency: invoice.currency,
    customer: customer.id,
    customer_account: null,
    date: at,
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    net_amount: item.amount,
    parent: null,
    period: { start: at, end: at },
    proration: false,
    quantity_decimal: String(item.quantity),
    tax_rates: [],
    test_clock: null,
    ...item,
  };
};

const changeInvoice =
  (change: (call: RouteCall, invoice: WireInvoice) => void) =>
  (call: RouteCall): object => {
    const invoice = call.ledger.invoice(call.id);
    change(call, invoice);
    return shown(call, invoice);
  };

const deleteDraft = ({ ledger, id, emit }: RouteCall): object => {
  ledger.deleteDraft(ledger.invoice(id), emit);
  return { id, object: 'invoice', deleted: true };
};

const listInvoices = ({ ledger, params }: RouteCall): object => {
  const found = [...ledger.invoices.values()].filter(
    (invoice) =>
      (params.customer ?? invoice.customer) === invoice.customer &&
      (params.status ?? invoice.status) === invoice.status &&
      isInRange(params, 'created', invoice.created),
  );
  return pageOf(found.reverse(), params, '/v1/invoices');
};

const listEvents = ({ params, events }: RouteCall): object => {
  const types = Object.values(groupParam(params, 'types'));
  const found = events().filter(
    (event) =>
      (params.type ?? event.type) === event.type &&
      (types.length === 0 || types.includes(event.type)) &&
      isInRange(params, 'created', event.created),
  );
  return pageOf(found, params, '/v1/events');
};

const read = <T extends object>(noun: string, find: (ledger: Ledger, id: string) => T | undefined) => {
  return ({ ledger, id }: RouteCall): object => {
    const found = find(ledger, id);
    if (found === undefined) throw missing(noun, id, 'id');
    return found;
  };
};

const finalize = changeInvoice(({ ledger, params, emit }, invoice) =>
  ledger.finalize(invoice, booleanParam(params, 'auto_advance'), emit),
);
const pay = changeInvoice(({ ledger, emit, lives }, invoice) => {
  ledger.pay(invoice, emit);
  lives.paid(invoice);
});
const voidInvoice = changeInvoice(({ ledger, emit }, invoice) => ledger.close(invoice, 'void', emit));
const markUncollectible = changeInvoice(({ ledger, emit }, invoice) =>
  ledger.close(invoice, 'uncollectible', emit),
);
const readInvoice = changeInvoice(() => undefined);
const readPrice = read('price', ({ prices }, id) => prices.get(id));

export const routes: readonly Route[] = [
  ...platformRoutes,
  ...customerRoutes,
  ...subscriptionRoutes,
  ...creditNoteRoutes,
  { method: 'GET', path: /^\/v1\/prices\/([^/]+)$/, params: 'expandOnly', run: readPrice },
  { method: 'POST', path: /^\/v1\/invoices$/, params: 'invoice', required: ['customer'], run: createInvoice },
  { method: 'GET', path: /^\/v1\/invoices$/, params: 'invoiceList', run: listInvoices },
  {
    method: 'POST',
    path: /^\/v1\/invoiceitems$/,
    params: 'item',
    required: ['customer', 'invoice'],
    run: createItem,
  },
  { method: 'GET', path: /^\/v1\/invoices\/([^/]+)$/, params: 'expandOnly', run: readInvoice },
  { method: 'DELETE', path: /^\/v1\/invoices\/([^/]+)$/, params: 'expandOnly', run: deleteDraft },
  { method: 'POST', path: /^\/v1\/invoices\/([^/]+)\/finalize$/, params: 'finalize', run: finalize },
  { method: 'POST', path: /^\/v1\/invoices\/([^/]+)\/pay$/, params: 'pay', run: pay },
  { method: 'POST', path: /^\/v1\/invoices\/([^/]+)\/void$/, params: 'expandOnly', run: voidInvoice },
  {
    method: 'POST',
    path: /^\/v1\/invoices\/([^/]+)\/mark_uncollectible$/,
    params: 'expandOnly',
    run: markUncollectible,
  },
  { method: 'GET', path: /^\/v1\/events$/, params: 'eventList', run: listEvents },
];
