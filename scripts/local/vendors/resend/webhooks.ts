import { type Chance, newBytes, newUuid } from '../chance.ts';
import type { Reply } from '../simulator.ts';
import type { Clock, ModelRequest } from '../vendor-model.ts';
import { resendError } from './email-checks.ts';

export type WireWebhook = {
  readonly object: 'webhook';
  readonly id: string;
  endpoint: string;
  events: readonly string[];
  status: 'enabled' | 'disabled';
  readonly created_at: string;
  readonly signing_secret: string;
};

const KINDS =
  /^(email\.(sent|delivered|delivery_delayed|complained|bounced|opened|clicked|failed|scheduled|suppressed|received)|(contact|domain)\.(created|updated|deleted))$/;

const wrong = (message: string): Reply => resendError(422, 'validation_error', message);

type Body = Readonly<Record<string, unknown>>;

/** What is wrong with a body, in Resend's form; `must`: the fields that have to be there. */
const refusalOf = (body: Body, may: readonly string[], must: readonly string[]): Reply | undefined => {
  const unknown = Object.keys(body).find((name) => !may.includes(name));
  if (unknown !== undefined) return wrong(`Unrecognized field \`${unknown}\`.`);
  const absent = must.find((name) => body[name] === undefined);
  if (absent !== undefined) return wrong(`Missing \`${absent}\` field.`);
  const { endpoint, events, status } = body;
  if (endpoint !== undefined && !(typeof endpoint === 'string' && URL.canParse(endpoint)))
    return wrong('The `endpoint` must be a valid URL.');
  const isList = Array.isArray(events) && events.length > 0 && events.every((one) => KINDS.test(one));
  if (events !== undefined && !isList) return wrong('The `events` must be known event types.');
  if (status !== undefined && status !== 'enabled' && status !== 'disabled')
    return wrong('The `status` must be enabled or disabled.');
  return undefined;
};

export type Webhooks = {
  /** `undefined`: the request is for something else. */
  answer(request: ModelRequest): Reply | undefined;
  list(): readonly WireWebhook[];
};

const MOST_LISTED = 100;

/** An account's webhooks, each with a secret of its own that is shown whenever one is asked for. */
export const createWebhooks = ({ clock, chance }: { clock: Clock; chance: Chance }): Webhooks => {
  const webhooks = new Map<string, WireWebhook>();

  const create = (body: Body): Reply => {
    const refusal = refusalOf(body, ['endpoint', 'events'], ['endpoint', 'events']);
    if (refusal) return refusal;
    const webhook: WireWebhook = {
      object: 'webhook',
      id: newUuid(chance),
      endpoint: String(body.endpoint),
      events: body.events as string[],
      status: 'enabled',
      created_at: new Date(clock.now()).toISOString().replace('T', ' ').replace('Z', '+00'),
      signing_secret: `whsec_${newBytes(chance, 24).toString('base64')}`,
    };
    webhooks.set(webhook.id, webhook);
    const { object, id, signing_secret } = webhook;
    return { status: 201, body: { object, id, signing_secret } };
  };

  const listed = (query: URLSearchParams): Reply => {
    const limit = Number(query.get('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      return wrong('The `limit` must be between 1 and 100.');
    const all = [...webhooks.values()].reverse();
    const after = query.get('after');
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
    const data = all
      .slice(from, from + limit)
      .map(({ id, endpoint, events, status, created_at }) => ({ id, endpoint, events, status, created_at }));
    return { status: 200, body: { object: 'list', has_more: from + limit < all.length, data } };
  };

  const change = (webhook: WireWebhook, body: Body): Reply => {
    const refusal = refusalOf(body, ['endpoint', 'events', 'status'], []);
    if (refusal) return refusal;
    Object.assign(webhook, body);
    return { status: 200, body: { object: 'webhook', id: webhook.id } };
  };

  return {
    answer({ method, path, query, body }) {
      const given = Object(body) as Body;
      if (path === '/webhooks' && method === 'POST') return create(given);
      if (path === '/webhooks' && method === 'GET') return listed(query);
      const id = /^\/webhooks\/([^/]+)$/.exec(path)?.[1];
      if (id === undefined) return undefined;
      const webhook = webhooks.get(id);
      if (webhook === undefined) return resendError(404, 'not_found', 'Webhook not found');
      if (method === 'GET') return { status: 200, body: webhook };
      if (method === 'PATCH') return change(webhook, given);
      if (method !== 'DELETE') return undefined;
      webhooks.delete(id);
      return { status: 200, body: { object: 'webhook', id, deleted: true } };
    },
    list: () => [...webhooks.values()].map((webhook) => ({ ...webhook })),
  };
};
