import type Stripe from 'stripe';
import { groupParam, textParam, textValues } from '../bracket-params.ts';
import type { Terms } from './checkouts.ts';
import { booleanParam, checkGroup, integerParam, isInRange, pageOf } from './params.ts';
import type { Route, RouteCall } from './routes.ts';
import { invalidRequest, missing, StripeProblem } from './stripe-error.ts';
import type { WireSubscription } from './wire-subscription.ts';

const customerNamed = ({ ledger, params }: RouteCall): Stripe.Customer => {
  const id = String(params.customer);
  const customer = ledger.customers.get(id);
  if (customer === undefined) throw missing('customer', id, 'customer', 400);
  return customer;
};

/** What is subscribed on the page: one price a month, and perhaps a trial before. */
const termsOf = ({ ledger, params }: RouteCall): Terms => {
  const items = groupParam(params, 'line_items');
  const [first, ...more] = Object.keys(items);
  const item = groupParam(items, first ?? '');
  checkGroup(item, 'price quantity tax_rates adjustable_quantity metadata price_data', 'line_items[0]');
  const priceId = textParam(item, 'price');
  if (priceId === undefined || more.length > 0) {
    throw invalidRequest('The simulator knows sessions of exactly one price.', { param: 'line_items' });
  }
  const price = ledger.prices.get(priceId);
  if (price === undefined) throw missing('price', priceId, 'line_items[0][price]', 400);
  if (price.type !== 'recurring') {
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode.');
  }
  if ((integerParam(item, 'quantity') ?? 0) < 1) {
    throw invalidRequest('Quantity is required. Add `quantity` to `line_items[0]`', { param: 'line_items' });
  }
  const data = groupParam(params, 'subscription_data');
  checkGroup(data, 'trial_period_days trial_settings metadata description', 'subscription_data');
  const trialDays = integerParam(data, 'trial_period_days') ?? 0;
  if (data.trial_period_days !== undefined && trialDays < 1) {
    throw invalidRequest('The minimum number of trial period days is 1.', {
      param: 'subscription_data[trial_period_days]',
    });
  }
  if (data.trial_settings !== undefined) {
    const behavior = groupParam(groupParam(data, 'trial_settings'), 'end_behavior');
    checkGroup(behavior, 'missing_payment_method', 'subscription_data[trial_settings][end_behavior]');
    if (behavior.missing_payment_method !== 'cancel') {
      throw invalidRequest('The simulator knows only missing_payment_method: cancel.');
    }
  }
  return { price, trialDays, metadata: textValues(groupParam(data, 'metadata')) };
};

const openSession = (call: RouteCall): object => {
  const { params, lives, pages } = call;
  const customer = customerNamed(call);
  if (params.mode !== 'subscription') {
    throw invalidRequest('The simulator knows only the mode `subscription`.', { param: 'mode' });
  }
  const success = String(params.success_url);
  if (!URL.canParse(success))
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'success_url' });
  const allowed = Object.values(groupParam(params, 'allowed_payment_method_types')).map(String);
  if (allowed.some((type) => type !== 'card')) {
    throw invalidRequest('The simulator has cards only.', { param: 'allowed_payment_method_types' });
  }
  const shown = {
    allowed_payment_method_types: allowed.length > 0 ? allowed : null,
    client_reference_id: textParam(params, 'client_reference_id') ?? null,
    cancel_url: textParam(params, 'cancel_url') ?? null,
    success_url: success,
    metadata: textValues(groupParam(params, 'metadata')),
    payment_method_collection: (textParam(params, 'payment_method_collection') ?? 'always') as 'always',
  };
  return lives.open(customer.id, termsOf(call), shown, (session) => `${pages()}/_pay/${session}`);
};

const readSession = ({ lives, id }: RouteCall): object => lives.sessionNamed(id);
const expireSession = ({ lives, id }: RouteCall): object => lives.expire(id);

/** With its card in the place of the card's id, where that is asked for. */
const shown = ({ ledger, params }: RouteCall, subscription: WireSubscription, at = ''): object => {
  const isExpanded = Object.values(groupParam(params, 'expand')).includes(`${at}default_payment_method`);
  const method = isExpanded && ledger.methods.get(String(subscription.default_payment_method));
  return method ? { ...subscription, default_payment_method: method } : subscription;
};

const subscriptionAt = ({ ledger, id }: RouteCall): WireSubscription => {
  const subscription = ledger.subscriptions.get(id);
  if (subscription === undefined) throw missing('subscription', id, 'id');
  return subscription;
};

/** Those that have ended are left out unless somebody asks for them. */
const listSubscriptions = (call: RouteCall): object => {
  const { ledger, params } = call;
  const wanted = textParam(params, 'status');
  const found = [...ledger.subscriptions.values()].filter(
    ({ customer, status, created }) =>
      (params.customer ?? customer) === customer &&
      (wanted === 'all' || (wanted === undefined ? status !== 'canceled' : status === wanted)) &&
      isInRange(params, 'created', created),
  );
  const all = found.reverse().map((subscription) => ({
    ...shown(call, subscription, 'data.'),
    id: subscription.id,
  }));
  return pageOf(all, params, '/v1/subscriptions');
};

const changeSubscription = (call: RouteCall): object => {
  const { params, lives } = call;
  const subscription = subscriptionAt(call);
  if (subscription.ended_at !== null) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  const trialEnd = textParam(params, 'trial_end');
  if (trialEnd !== undefined && trialEnd !== 'now') {
    throw invalidRequest('The simulator knows only trial_end: now.', { param: 'trial_end' });
  }
  const isCancelled = booleanParam(params, 'cancel_at_period_end');
  if (isCancelled !== undefined && isCancelled !== subscription.cancel_at_period_end) {
    lives.change(subscription.id, {
      cancel_at_period_end: isCancelled,
      canceled_at: isCancelled ? call.ledger.nowSeconds() : null,
    });
  }
  if (trialEnd === 'now') lives.endTrial(subscription.id);
  return shown(call, subscription);
};

const endSubscription = (call: RouteCall): object => {
  const subscription = subscriptionAt(call);
  if (subscription.ended_at !== null) throw missing('subscription', subscription.id, 'id');
  call.lives.end(subscription.id);
  return subscription;
};

const openPortal = (call: RouteCall): object => {
  const { ledger, params, pages } = call;
  const customer = customerNamed(call);
  const configuration = textParam(params, 'configuration') ?? 'bpc_local';
  if (!ledger.portals.has(configuration)) {
    throw new StripeProblem(400, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such configuration: '${configuration}'`,
      param: 'configuration',
    });
  }
  return {
    id: ledger.newId('bps_1'),
    object: 'billing_portal.session',
    configuration,
    created: ledger.nowSeconds(),
    customer: customer.id,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: textParam(params, 'return_url') ?? null,
    url: `${pages()}/_portal/${customer.id}`,
  };
};

const SUBSCRIPTION = /^\/v1\/subscriptions\/([^/]+)$/;

export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions$/,
    params: 'checkout',
    required: ['customer', 'mode', 'line_items', 'success_url'],
    run: openSession,
  },
  { method: 'GET', path: /^\/v1\/checkout\/sessions\/([^/]+)$/, params: 'expandOnly', run: readSession },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/,
    params: 'expandOnly',
    run: expireSession,
  },
  { method: 'GET', path: /^\/v1\/subscriptions$/, params: 'subscriptionList', run: listSubscriptions },
  {
    method: 'GET',
    path: SUBSCRIPTION,
    params: 'expandOnly',
    run: (call) => shown(call, subscriptionAt(call)),
  },
  { method: 'POST', path: SUBSCRIPTION, params: 'subscriptionChange', run: changeSubscription },
  { method: 'DELETE', path: SUBSCRIPTION, params: 'subscriptionEnd', run: endSubscription },
  {
    method: 'POST',
    path: /^\/v1\/billing_portal\/sessions$/,
    params: 'portal',
    required: ['customer'],
    run: openPortal,
  },
];
