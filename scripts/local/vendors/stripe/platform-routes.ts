import { groupParam, type Params, textParam, textValues } from '../bracket-params.ts';
import { apiVersion } from './events.ts';
import { booleanParam, pageOf } from './params.ts';
import { platformBooks } from './platform-books.ts';
import { newEndpoint, newPortal, type WirePortal } from './platform-objects.ts';
import { found, listed, newest, withMetadata } from './platform-reading.ts';
import type { Route, RouteCall } from './routes.ts';
import { soldRoutes } from './sold-routes.ts';
import { invalidRequest } from './stripe-error.ts';

/** https://docs.stripe.com/webhooks: an account has sixteen at most. */
const MOST_ENDPOINTS = 16;

const eventsNamed = (params: Params): string[] => {
  const events = listed(params, 'enabled_events');
  const wrong = events.find((event) => event !== '*' && !/^[a-z_]+(\.[a-z_]+)+$/.test(event));
  if (events.length === 0 || wrong !== undefined)
    throw invalidRequest(`Invalid enabled_events: must be one of the known events`, {
      param: 'enabled_events',
    });
  return events;
};

const createEndpoint = ({ ledger, params }: RouteCall): object => {
  const { endpoints } = platformBooks(ledger);
  if (endpoints.size >= MOST_ENDPOINTS)
    throw invalidRequest('You have reached the maximum of 16 test webhook endpoints.');
  if (!URL.canParse(String(params.url))) throw invalidRequest('Invalid URL', { param: 'url' });
  const version = textParam(params, 'api_version') ?? null;
  if (version !== null && version !== apiVersion)
    throw invalidRequest(`Invalid Stripe API version: ${version}`, { param: 'api_version' });
  const endpoint = newEndpoint(
    { id: ledger.newId('we_1'), created: ledger.nowSeconds() },
    {
      api_version: version,
      description: textParam(params, 'description') ?? null,
      enabled_events: eventsNamed(params),
      metadata: withMetadata({}, params),
      url: String(params.url),
    },
  );
  endpoints.set(endpoint.id, endpoint);
  // Shown in this answer, and never again.
  return { ...endpoint, secret: ledger.newId('whsec_', 32) };
};

const changeEndpoint = ({ ledger, params, id }: RouteCall): object => {
  const endpoint = found(platformBooks(ledger).endpoints, id, 'webhook endpoint');
  endpoint.url = textParam(params, 'url') ?? endpoint.url;
  endpoint.description = textParam(params, 'description') ?? endpoint.description;
  if (params.enabled_events !== undefined) endpoint.enabled_events = eventsNamed(params);
  const isDisabled = booleanParam(params, 'disabled');
  if (isDisabled !== undefined) endpoint.status = isDisabled ? 'disabled' : 'enabled';
  endpoint.metadata = withMetadata(endpoint.metadata, params);
  return endpoint;
};

const deleteEndpoint = ({ ledger, id }: RouteCall): object => {
  const { endpoints } = platformBooks(ledger);
  found(endpoints, id, 'webhook endpoint');
  endpoints.delete(id);
  return { id, object: 'webhook_endpoint', deleted: true };
};

/** What a form wrote as text, as what the feature has there: a list is emptied by ''. */
const asKind = (before: unknown, given: string | Params): unknown => {
  if (typeof before === 'boolean') return given === 'true';
  if (Array.isArray(before) || before === undefined)
    return typeof given === 'string' ? [] : Object.values(given);
  if (typeof given === 'string') return given;
  return changed(before as Readonly<Record<string, unknown>>, given);
};
const changed = (before: Readonly<Record<string, unknown>>, given: Params): object => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      name in before ? [[name, asKind(before[name], value)]] : [],
    ),
  ),
});

const applyFeatures = (portal: WirePortal, params: Params): void => {
  const features = groupParam(params, 'features');
  const unknown = Object.keys(features).find((name) => !(name in portal.features));
  if (unknown !== undefined)
    throw invalidRequest(`Received unknown parameter: features[${unknown}]`, { code: 'parameter_unknown' });
  portal.features = changed(portal.features as never, features) as WirePortal['features'];
  const { headline } = textValues(groupParam(params, 'business_profile'));
  portal.business_profile.headline = headline ?? portal.business_profile.headline;
  portal.active = booleanParam(params, 'active') ?? portal.active;
  portal.metadata = withMetadata(portal.metadata, params);
};

const createPortal = ({ ledger, params }: RouteCall): object => {
  const made = { id: ledger.newId('bpc_1'), created: ledger.nowSeconds() };
  const portal = newPortal(made, {});
  applyFeatures(portal, params);
  platformBooks(ledger).portals.set(portal.id, portal);
  ledger.portals.add(portal.id);
  return portal;
};

const changePortal = ({ ledger, params, id }: RouteCall): object => {
  const portal = found(platformBooks(ledger).portals, id, 'billing portal configuration');
  applyFeatures(portal, params);
  portal.updated = ledger.nowSeconds();
  return portal;
};

const endpoints = /^\/v1\/webhook_endpoints$/;
const endpointPath = /^\/v1\/webhook_endpoints\/([^/]+)$/;
const portals = /^\/v1\/billing_portal\/configurations$/;
const portalPath = /^\/v1\/billing_portal\/configurations\/([^/]+)$/;

/** What `npm run connect` asks for: the platform's own objects. */
export const platformRoutes: readonly Route[] = [
  ...soldRoutes,
  {
    method: 'POST',
    path: endpoints,
    params: 'endpoint',
    required: ['url', 'enabled_events'],
    run: createEndpoint,
  },
  {
    method: 'GET',
    path: endpoints,
    params: 'page',
    run: ({ ledger, params }) =>
      pageOf(newest(platformBooks(ledger).endpoints), params, '/v1/webhook_endpoints'),
  },
  { method: 'POST', path: endpointPath, params: 'endpointChange', run: changeEndpoint },
  { method: 'DELETE', path: endpointPath, params: 'expandOnly', run: deleteEndpoint },
  { method: 'POST', path: portals, params: 'portalConfiguration', required: ['features'], run: createPortal },
  {
    method: 'GET',
    path: portals,
    params: 'page',
    run: ({ ledger, params }) =>
      pageOf(newest(platformBooks(ledger).portals), params, '/v1/billing_portal/configurations'),
  },
  { method: 'POST', path: portalPath, params: 'portalConfiguration', run: changePortal },
];
