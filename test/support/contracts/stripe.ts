import type { Exchange, SentWebhook } from '../../../scripts/local/vendors/traffic.ts';
import { contractDocument, once, onceEach, recordedPayload, recordedPayloads } from './documents.ts';
import { operationAt } from './openapi.ts';
import { bearer, headersLike, jsonValue, type Part, partsOfExchange } from './part.ts';
import { isObject, type Schema } from './references.ts';
import { likeSamples } from './sample.ts';
import { type Check, conformsTo } from './schema.ts';

const types = () => contractDocument('stripe/sdk-types-2026-10-28.endive.schema.json');
const samples = () => Object(contractDocument('stripe/fixtures3-2026-08-21.json').resources);
/** Three years old: good for paths and for the parameters of what the types leave out, not for fields. */
const paths = () => contractDocument('stripe/spec3-2023-08-16.trimmed.yaml');

const named = onceEach((name) => ({ document: types(), node: { $ref: `#/definitions/${name}` } }));

/** An object's own `object` field → its type. */
const kinds: Readonly<Record<string, string>> = {
  charge: 'Charges.Charge',
  'checkout.session': 'CgCheckoutSession',
  credit_note: 'CgCreditNote',
  customer: 'CgCustomer',
  dispute: 'CgDispute',
  invoice: 'CgInvoice',
  invoice_payment: 'CgInvoicePayment',
  line_item: 'InvoiceLineItems.InvoiceLineItem',
  payment_intent: 'CgPaymentIntent',
  payment_method: 'PaymentMethods.PaymentMethod',
  price: 'Prices.Price',
  product: 'Products.Product',
  refund: 'CgRefund',
  subscription: 'CgSubscription',
  subscription_item: 'SubscriptionItems.SubscriptionItem',
};

/** What the examples show in one form only, and the SDK's types in others. */
const variants: Readonly<Record<string, object>> = {
  'billing_portal.configuration': {
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    metadata: {},
  },
  webhook_endpoint: { description: null, secret: 'whsec_1' },
  'billing_portal.session': { flow: null },
  'radar.early_fraud_warning': { payment_intent: 'pi_1' },
  invoiceitem: {
    description: null,
    parent: null,
    invoice: 'in_1',
    pricing: {
      type: 'price_details',
      unit_amount_decimal: '5000',
      price_details: { price: 'price_1', product: 'prod_1' },
    },
  },
};

/** Kinds that the types leave out are compared with Stripe's example resources. */
const exampleOf = onceEach((kind): Schema | undefined => {
  const example = samples()[kind];
  if (example === undefined) return undefined;
  return likeSamples([example, { ...example, ...variants[kind] }], { open: ['metadata'] });
});

export const schemaOfKind = (kind: string): Schema | undefined => {
  const type = kinds[kind];
  return type === undefined ? exampleOf(kind) : named(type);
};

const ofKind = (kind: string): Check | undefined => {
  const schema = schemaOfKind(kind);
  if (schema === undefined) return undefined;
  return (value) => (Object(value).object === kind ? conformsTo(schema)(value) : [`object must be ${kind}`]);
};

const envelope = once((): Schema => {
  const events = recordedPayloads('stripe')
    .filter((file) => !file.startsWith('api.') && !file.startsWith('thin.'))
    .map((file) => recordedPayload(`stripe/${file}`));
  return likeSamples(events, { open: ['data'] });
});

/** Some endpoints list events of every kind: those of a kind that nothing describes have only their envelope. */
const eventCheck: Check = (value) => {
  const { object } = Object(Object(value).data);
  const check = ofKind(String(Object(object).object));
  const inner = isObject(object) ? (check?.(object) ?? []) : ['must be an object'];
  return [...conformsTo(envelope())(value), ...inner.map((line) => `data.object: ${line}`)];
};

const listOf =
  (item: Check): Check =>
  (value) => {
    const { object, data, has_more: hasMore, url, ...more } = Object(value);
    return [
      ...(object === 'list' ? [] : ['object must be list']),
      ...(typeof hasMore === 'boolean' ? [] : ['has_more must be boolean']),
      ...(typeof url === 'string' ? [] : ['url must be string']),
      ...(Array.isArray(data) ? data.flatMap(item) : ['data must be array']),
      ...Object.keys(more).map((name) => `${name} is no field of it`),
    ];
  };

const searchOf =
  (item: Check): Check =>
  (value) => {
    const { object, next_page: next, ...list } = Object(value);
    return [
      ...(object === 'search_result' ? [] : ['object must be search_result']),
      ...(next === null || typeof next === 'string' ? [] : ['next_page must be string or null']),
      ...listOf(item)({ ...list, object: 'list' }),
    ];
  };

/** A path's collection → what its objects are. */
const collections: Readonly<Record<string, string>> = {
  'billing_portal/configurations': 'billing_portal.configuration',
  'billing_portal/sessions': 'billing_portal.session',
  'checkout/sessions': 'checkout.session',
  credit_notes: 'credit_note',
  customers: 'customer',
  disputes: 'dispute',
  events: 'event',
  invoice_payments: 'invoice_payment',
  invoiceitems: 'invoiceitem',
  invoices: 'invoice',
  payment_intents: 'payment_intent',
  payment_methods: 'payment_method',
  prices: 'price',
  products: 'product',
  refunds: 'refund',
  subscriptions: 'subscription',
  webhook_endpoints: 'webhook_endpoint',
};

const params: Readonly<Record<string, string>> = {
  'POST /v1/billing_portal/sessions': 'CgPortalSessionCreateParams',
  'POST /v1/checkout/sessions': 'CgCheckoutSessionCreateParams',
  'POST /v1/credit_notes': 'CgCreditNoteCreateParams',
  'POST /v1/invoiceitems': 'CgInvoiceItemCreateParams',
  'POST /v1/invoices': 'CgInvoiceCreateParams',
  'POST /v1/invoices/{invoice}/pay': 'CgInvoicePayParams',
};

const anyText = { type: 'string' };

/** What an endpoint is told grows with every version of the API: of these the old description knows the kind only. */
const ageless = onceEach((template): Schema | undefined => {
  const form = operationAt(paths(), 'POST', template)?.requestOf('application/x-www-form-urlencoded');
  const { properties, ...node } = Object(form?.node);
  const newer = { api_version: anyText, enabled_events: { type: 'array', items: anyText } };
  return form && { document: form.document, node: { ...node, properties: { ...properties, ...newer } } };
});

const isEndpoint = (path: string): boolean => path.startsWith('/v1/webhook_endpoints');

const ERROR_STATUSES = [400, 401, 402, 403, 404, 409, 424, 429, 500, 502, 503, 504];
const ERROR_FIELDS = ['code', 'decline_code', 'doc_url', 'param', 'payment_intent', 'request_log_url'];

/** `param` is not in the recorded errors; the documentation has it. */
const errorShape = once(() => {
  const recorded = ['card_declined', 'idempotency'].map((name) =>
    recordedPayload(`stripe/api.error.${name}.json`),
  );
  const withParam = [...recorded, { error: { type: '', message: '', param: '' } }];
  const optional = ERROR_FIELDS.map((name) => `error.${name}`);
  return likeSamples(withParam, { optional });
});

const expected = (method: string, path: string): Check | undefined => {
  const [, collection = '', id] =
    /^\/v1\/((?:billing_portal\/|checkout\/)?[a-z_]+)(?:\/([^/]+))?/.exec(path) ?? [];
  const kind = collections[collection];
  if (kind === undefined) return undefined;
  // What is cancelled is still shown.
  if (method === 'DELETE' && kind === 'subscription') return ofKind(kind);
  if (method === 'DELETE' && kind === 'webhook_endpoint')
    return conformsTo(likeSamples([{ id: 'we_1', object: kind, deleted: true }]));
  if (method === 'DELETE')
    return kind === 'invoice' ? conformsTo(named('Invoices.DeletedInvoice')) : undefined;
  const one = kind === 'event' ? eventCheck : ofKind(kind);
  if (one !== undefined && id === 'search') return searchOf(one);
  return one !== undefined && method === 'GET' && id === undefined ? listOf(one) : one;
};

export const partsOfStripeExchange = (exchange: Exchange): readonly Part[] => {
  const { method, path } = exchange;
  const operation = operationAt(paths(), method, path);
  const route = operation?.template ?? path;
  const type = params[`${method} ${route}`];
  const form = isEndpoint(path) ? ageless(path) : operation?.requestOf('application/x-www-form-urlencoded');
  return partsOfExchange(exchange, {
    route,
    isForm: true,
    headers: headersLike({
      authorization: bearer,
      'stripe-version': /^2026-10-28\.endive$/,
      ...(exchange.rawBody !== '' && { 'content-type': /^application\/x-www-form-urlencoded/ }),
    }),
    query: operation?.query,
    request: method === 'POST' ? (type === undefined ? form : named(type)) : undefined,
    responseOf: (status) => {
      if (ERROR_STATUSES.includes(status)) return errorShape();
      return status === 200 ? expected(method, path) : undefined;
    },
  });
};

const proof = headersLike({ 'stripe-signature': /^t=\d{10},v1=[0-9a-f]{64}$/ });

export const partsOfStripeWebhook = ({ type, headers, rawBody }: SentWebhook): readonly Part[] => {
  const value = jsonValue(rawBody);
  const kind = String(Object(Object(Object(value).data).object).object);
  const named = schemaOfKind(kind) === undefined ? undefined : eventCheck;
  const check: Check = (event) => [
    ...(Object(event).type === type ? [] : [`type must be ${type}`]),
    ...(named?.(event) ?? []),
  ];
  return [
    { name: `stripe webhook ${type} headers`, value: headers, check: proof },
    { name: `stripe webhook ${type}`, value, check: named && check },
  ];
};
