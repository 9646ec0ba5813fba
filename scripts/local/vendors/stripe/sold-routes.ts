import { groupParam, textParam } from '../bracket-params.ts';
import type { WirePrice } from './objects.ts';
import { booleanParam, integerParam, pageOf } from './params.ts';
import { platformBooks } from './platform-books.ts';
import { newProduct, newSoldPrice } from './platform-objects.ts';
import { found, listed, newest, withMetadata } from './platform-reading.ts';
import type { Route, RouteCall } from './routes.ts';
import { invalidRequest } from './stripe-error.ts';

const createProduct = ({ ledger, params }: RouteCall): object => {
  const { products } = platformBooks(ledger);
  const id = textParam(params, 'id') ?? ledger.newId('prod_', 14);
  if (products.has(id))
    throw invalidRequest(`Product already exists with id: ${id}`, {
      code: 'resource_already_exists',
      param: 'id',
    });
  const made = { id, created: ledger.nowSeconds() };
  const product = newProduct(made, String(params.name), withMetadata({}, params));
  products.set(id, product);
  return product;
};

const changeProduct = ({ ledger, params, id }: RouteCall): object => {
  const product = found(platformBooks(ledger).products, id, 'product');
  product.name = textParam(params, 'name') ?? product.name;
  product.active = booleanParam(params, 'active') ?? product.active;
  product.metadata = withMetadata(product.metadata, params);
  return product;
};

/** A lookup key belongs to one price at a time, in use or not. */
const takeLookupKey = ({ ledger, params }: RouteCall, of?: WirePrice): void => {
  const key = textParam(params, 'lookup_key');
  const holder = [...ledger.prices.values()].find((price) => price.lookup_key === key && price !== of);
  if (key === undefined || holder === undefined) return;
  if (booleanParam(params, 'transfer_lookup_key') !== true)
    throw invalidRequest(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
  holder.lookup_key = null;
};

const createPrice = (call: RouteCall): object => {
  const { ledger, params } = call;
  const product = found(platformBooks(ledger).products, String(params.product), 'product');
  const unitAmount = integerParam(params, 'unit_amount');
  if (unitAmount === undefined)
    throw invalidRequest('Missing required param: unit_amount.', { code: 'parameter_missing' });
  const recurring = groupParam(params, 'recurring');
  const interval = textParam(recurring, 'interval');
  if (interval !== undefined && !['day', 'week', 'month', 'year'].includes(interval))
    throw invalidRequest(`Invalid recurring[interval]: ${interval}`, { param: 'recurring[interval]' });
  takeLookupKey(call);
  const made = { id: ledger.newId('price_1'), created: ledger.nowSeconds() };
  const price = newSoldPrice(made, {
    product: product.id,
    currency: String(params.currency),
    unitAmount,
    lookup_key: textParam(params, 'lookup_key') ?? null,
    metadata: withMetadata({}, params),
    nickname: textParam(params, 'nickname') ?? null,
    recurring:
      interval === undefined
        ? undefined
        : { interval, intervalCount: integerParam(recurring, 'interval_count') ?? 1 },
  });
  ledger.prices.set(price.id, price);
  return price;
};

const changePrice = (call: RouteCall): object => {
  const { ledger, params, id } = call;
  const price = found(ledger.prices, id, 'price');
  takeLookupKey(call, price);
  price.lookup_key = textParam(params, 'lookup_key') ?? price.lookup_key;
  price.active = booleanParam(params, 'active') ?? price.active;
  price.nickname = textParam(params, 'nickname') ?? price.nickname;
  price.metadata = withMetadata(price.metadata, params);
  return price;
};

const listPrices = ({ ledger, params }: RouteCall): object => {
  const keys = listed(params, 'lookup_keys');
  const active = booleanParam(params, 'active');
  const prices = newest(ledger.prices).filter(
    (price) =>
      (keys.length === 0 || keys.includes(String(price.lookup_key))) &&
      (active ?? price.active) === price.active &&
      (params.product ?? price.product) === price.product,
  );
  return pageOf(prices, params, '/v1/prices');
};

const productPath = /^\/v1\/products\/([^/]+)$/;

/** Products and prices. */
export const soldRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v1\/products$/, params: 'product', required: ['name'], run: createProduct },
  {
    method: 'GET',
    path: productPath,
    params: 'expandOnly',
    run: ({ ledger, id }) => found(platformBooks(ledger).products, id, 'product'),
  },
  { method: 'POST', path: productPath, params: 'productChange', run: changeProduct },
  {
    method: 'POST',
    path: /^\/v1\/prices$/,
    params: 'price',
    required: ['currency', 'product'],
    run: createPrice,
  },
  { method: 'GET', path: /^\/v1\/prices$/, params: 'priceList', run: listPrices },
  { method: 'POST', path: /^\/v1\/prices\/([^/]+)$/, params: 'priceChange', run: changePrice },
];
