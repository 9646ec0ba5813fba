import type Stripe from 'stripe';
import { groupParam, textParam, textValues } from '../bracket-params.ts';
import { isCard } from './cards.ts';
import { newCustomer } from './objects.ts';
import { integerParam, isInRange, pageOf } from './params.ts';
import type { Route, RouteCall } from './routes.ts';
import { invalidRequest, missing } from './stripe-error.ts';

const customerAt = ({ ledger, id }: RouteCall): Stripe.Customer => {
  const customer = ledger.customers.get(id);
  if (customer === undefined) throw missing('customer', id, 'id');
  return customer;
};

/** A customer has no card until they have shown one, unless the test says so in the metadata. */
const createCustomer = ({ ledger, params, emit }: RouteCall): object => {
  const metadata = textValues(groupParam(params, 'metadata'));
  const card = isCard(metadata.card) ? metadata.card : 'none';
  const facts = {
    id: ledger.newId('cus_', 14),
    name: textParam(params, 'name') ?? null,
    email: textParam(params, 'email') ?? null,
    metadata,
    hasCard: card !== 'none',
  };
  const customer = newCustomer(facts, ledger.nowSeconds(), ledger.newId);
  ledger.customers.set(customer.id, customer);
  ledger.cards.set(customer.id, card);
  emit('customer.created', customer);
  return customer;
};

const cardWanted = ({ ledger, params }: RouteCall, customer: Stripe.Customer): string | undefined => {
  const wanted = textParam(groupParam(params, 'invoice_settings'), 'default_payment_method');
  if (wanted === undefined || wanted === customer.invoice_settings.default_payment_method) return wanted;
  if (ledger.methods.get(wanted)?.customer !== customer.id) {
    throw missing('PaymentMethod', wanted, 'invoice_settings[default_payment_method]', 400);
  }
  return wanted;
};

const changeCustomer = (call: RouteCall): object => {
  const { params, emit } = call;
  const customer = customerAt(call);
  const card = cardWanted(call, customer);
  const previous = {
    ...(params.name !== undefined && { name: customer.name }),
    ...(params.email !== undefined && { email: customer.email }),
    ...(card !== undefined && {
      invoice_settings: { default_payment_method: customer.invoice_settings.default_payment_method },
    }),
  };
  customer.name = textParam(params, 'name') ?? customer.name ?? null;
  customer.email = textParam(params, 'email') ?? customer.email;
  Object.assign(customer.metadata, textValues(groupParam(params, 'metadata')));
  if (card !== undefined) customer.invoice_settings.default_payment_method = card;
  emit('customer.updated', customer, previous);
  return customer;
};

/** An address is compared letter by letter, as Stripe does. */
const listCustomers = ({ ledger, params }: RouteCall): object => {
  const found = [...ledger.customers.values()].filter(
    ({ email, created }) => (params.email ?? email) === email && isInRange(params, 'created', created),
  );
  return pageOf(found.reverse(), params, '/v1/customers');
};

/** `metadata['business_id']:'biz_1' AND email:'a@b.example'`: all that is asked here of Stripe's search. */
const searchCustomers = ({ ledger, params }: RouteCall): object => {
  const clauses = String(params.query)
    .split(' AND ')
    .map((clause) => /^(?:metadata\['([^']+)'\]|(email|name)):["']([^"']*)["']$/.exec(clause.trim()));
  if (clauses.includes(null))
    throw invalidRequest('We were unable to parse your search query.', { param: 'query' });
  const fits = (customer: Stripe.Customer): boolean =>
    clauses.every((clause) => {
      const [, key, field, value] = clause ?? [];
      return (key ? customer.metadata[key] : customer[field as 'email' | 'name']) === value;
    });
  const all = [...ledger.customers.values()].filter(fits).reverse();
  const data = all.slice(0, integerParam(params, 'limit') ?? 10);
  return {
    object: 'search_result',
    data,
    has_more: data.length < all.length,
    next_page: null,
    url: '/v1/customers/search',
  };
};

const listMethods = ({ ledger, params }: RouteCall): object => {
  const found = [...ledger.methods.values()].filter(
    ({ customer, type }) => customer === params.customer && (params.type ?? type) === type,
  );
  return pageOf(found.reverse(), params, '/v1/payment_methods');
};

const readMethod = ({ ledger, id }: RouteCall): object => {
  const method = ledger.methods.get(id);
  if (method === undefined) throw missing('PaymentMethod', id, 'payment_method');
  return method;
};

export const customerRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v1\/customers$/, params: 'customer', run: createCustomer },
  { method: 'GET', path: /^\/v1\/customers$/, params: 'customerList', run: listCustomers },
  {
    method: 'GET',
    path: /^\/v1\/customers\/search$/,
    params: 'search',
    required: ['query'],
    run: searchCustomers,
  },
  { method: 'GET', path: /^\/v1\/customers\/([^/]+)$/, params: 'expandOnly', run: customerAt },
  { method: 'POST', path: /^\/v1\/customers\/([^/]+)$/, params: 'customerChange', run: changeCustomer },
  {
    method: 'GET',
    path: /^\/v1\/payment_methods$/,
    params: 'methodList',
    required: ['customer'],
    run: listMethods,
  },
  { method: 'GET', path: /^\/v1\/payment_methods\/([^/]+)$/, params: 'expandOnly', run: readMethod },
];
