import * as z from 'zod';
import { DeliveryId, EndpointId, EventId } from '../ids.ts';
import { PartnerScope, type RouteTable } from './route.ts';
import { instant, pageOf, paging } from './shapes.ts';

/** What a partner's program may ask to be told of. */
export const PartnerEventName = z.enum([
  'business.onboarding.progressed',
  'business.live',
  'business.suspended',
  'business.closed',
]);
export type PartnerEventName = z.infer<typeof PartnerEventName>;

const EndpointShape = z
  .object({
    id: EndpointId,
    url: z.string(),
    events: z.array(PartnerEventName),
    state: z.enum(['active', 'disabled']),
    disabledBecause: z.enum(['gone', 'failing']).optional().meta({
      description: '`gone`: it answered 410. `failing`: nothing but failures for five days',
    }),
    since: instant,
    failingSince: instant.optional().meta({ description: 'Every delivery since then has failed' }),
    lastDeliveredAt: instant.optional(),
    secrets: z
      .array(z.object({ since: instant, endsAt: instant.optional() }))
      .meta({ description: 'Those that sign now, never themselves; each delivery has a signature of each' }),
  })
  .meta({ id: 'WebhookEndpoint' });

const DeliveryShape = z
  .object({
    id: DeliveryId,
    endpointId: EndpointId,
    /** The header `webhook-id`: the same in every attempt and replay. */
    eventId: EventId,
    type: z.enum([...PartnerEventName.options, 'webhook.test']),
    state: z.enum(['waiting', 'sending', 'delivered', 'failed']),
    attempts: z.number().int().min(0).meta({ description: 'Since it was made, or replayed last' }),
    createdAt: instant,
    dueAt: instant.optional().meta({ description: 'Before then it is not tried again' }),
    lastStatus: z.number().int().optional().meta({ description: 'The HTTP status of the last answer' }),
    lastProblem: z
      .string()
      .optional()
      .meta({ description: 'Why there was no answer, or why it was given up' }),
    settledAt: instant.optional(),
  })
  .meta({ id: 'WebhookDelivery' });

const secret = z.string().optional().meta({
  description: 'In the first answer only, to verify signatures with. A repeat has none: rotate the secret',
});

const to = (scope: PartnerScope) => ({ who: 'partner', scope }) as const;
const reads = to(PartnerScope.enum['webhooks:read']);
const writes = to(PartnerScope.enum['webhooks:write']);
const ofEndpoint = z.strictObject({ endpointId: EndpointId });

/**
 * Where partners' programs want to be told, and what they were told. Deliveries are signed as Standard Webhooks 1.0
 * says (github.com/standard-webhooks/standard-webhooks).
 */
export const partnerWebhookRoutes = {
  createWebhookEndpoint: {
    method: 'POST',
    at: '/v1/partner/webhook-endpoints',
    summary: 'Have events sent to an address; the secret that they are signed with is in this answer only',
    access: writes,
    body: z.strictObject({
      url: z
        .string()
        .min(1)
        .max(500)
        .meta({ description: 'https, a public name, port 443 or 8443, no credentials, no fragment' }),
      events: z
        .array(PartnerEventName)
        .min(1)
        .max(PartnerEventName.options.length)
        .refine((given) => new Set(given).size === given.length, 'each once'),
    }),
    creates: true,
    status: 201,
    answer: z.object({ endpoint: EndpointShape, secret }).meta({ id: 'WebhookEndpointWithSecret' }),
    toldOnce: 'secret',
    refuses: ['address_refused', 'too_many_endpoints'],
  },
  listWebhookEndpoints: {
    method: 'GET',
    at: '/v1/partner/webhook-endpoints',
    summary: 'The addresses that events are sent to, and how they fare',
    access: reads,
    status: 200,
    answer: z.object({ items: z.array(EndpointShape) }),
    refuses: [],
  },
  deleteWebhookEndpoint: {
    method: 'DELETE',
    at: '/v1/partner/webhook-endpoints/{endpointId}',
    summary: 'Send nothing more to an address; what waits for it is given up',
    access: writes,
    path: ofEndpoint,
    status: 204,
    refuses: ['endpoint_not_found'],
  },
  enableWebhookEndpoint: {
    method: 'POST',
    at: '/v1/partner/webhook-endpoints/{endpointId}/enable',
    summary: 'Send to an address again that was disabled',
    access: writes,
    path: ofEndpoint,
    status: 200,
    answer: EndpointShape,
    refuses: ['endpoint_not_found'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    at: '/v1/partner/webhook-endpoints/{endpointId}/rotate',
    summary: 'Make another secret; the one before it signs beside it for 24 hours',
    access: writes,
    path: ofEndpoint,
    creates: true,
    status: 201,
    answer: z.object({ endpoint: EndpointShape, secret }).meta({ id: 'WebhookEndpointWithNewSecret' }),
    toldOnce: 'secret',
    refuses: ['endpoint_not_found', 'changed_meanwhile'],
  },
  testWebhookEndpoint: {
    method: 'POST',
    at: '/v1/partner/webhook-endpoints/{endpointId}/test',
    summary: 'Send an event `webhook.test` there, which says nothing of anybody',
    access: writes,
    path: ofEndpoint,
    creates: true,
    status: 202,
    answer: DeliveryShape,
    refuses: ['endpoint_not_found', 'endpoint_disabled', 'daily_cap_reached'],
  },
  listWebhookDeliveries: {
    method: 'GET',
    at: '/v1/partner/webhook-endpoints/{endpointId}/deliveries',
    summary: 'What was sent there in the last 30 days, newest first',
    access: reads,
    path: ofEndpoint,
    query: z.strictObject(paging),
    status: 200,
    answer: pageOf(DeliveryShape),
    refuses: ['endpoint_not_found', 'cursor_invalid'],
  },
  replayWebhookDelivery: {
    method: 'POST',
    at: '/v1/partner/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay',
    summary: 'Send it once more, under the same `webhook-id`; one that is still to be sent stays as it is',
    access: writes,
    path: ofEndpoint.extend({ deliveryId: DeliveryId }),
    status: 202,
    answer: DeliveryShape,
    refuses: [
      'endpoint_not_found',
      'delivery_not_found',
      'endpoint_disabled',
      'daily_cap_reached',
      'changed_meanwhile',
    ],
  },
} as const satisfies RouteTable;
