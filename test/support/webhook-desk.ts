import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { dynamoWebhookDeliveries } from '../../functions/adapters/dynamodb/webhook-deliveries.ts';
import { dynamoWebhookEndpoints } from '../../functions/adapters/dynamodb/webhook-endpoints.ts';
import type { PartnerEventName } from '../../functions/contracts/api/partner-webhooks.ts';
import type { DeliveryRequested, OnboardingAdvanced } from '../../functions/contracts/events.ts';
import type { BusinessId, EndpointId, PartnerKeyId } from '../../functions/contracts/ids.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { partnerWebhookAnswers } from '../../functions/domain/partner-webhook/answer-webhooks.ts';
import { type Delivery, deliveryRequested } from '../../functions/domain/partner-webhook/delivery.ts';
import { followBusiness } from '../../functions/domain/partner-webhook/follow-business.ts';
import type { Attempt, WebhookSender } from '../../functions/domain/partner-webhook/ports.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { MONDAY_MORNING } from './builders.ts';
import { anOccasion } from './partner-keys.ts';
import { someLimits } from './some-limits.ts';

const ids = derivedIds(hashing);
const iso = (ms: number): string => new Date(ms).toISOString();

type Sent = Parameters<WebhookSender['send']>[0];

/** A partner with a business, endpoints over a table, and somebody at those who answers as told. */
export const webhookDesk = (table: Table, { factor }: { readonly factor?: number } = {}) => {
  const clock = { ms: MONDAY_MORNING, now: () => clock.ms };
  const partnerId = ids.partner(anOccasion());
  const caller = { partnerId, keyId: 'key_server01' as PartnerKeyId };
  const businessId = 'biz_desk01' as BusinessId;
  const state = { partner: 'active' as 'active' | 'suspended', isTheirs: true };
  const sent: Sent[] = [];
  let answer: (told: Sent) => Attempt | Promise<Attempt> = () => ({ kind: 'answered', status: 204 });
  let made = 0;
  const endpoints = dynamoWebhookEndpoints(table, waiting);
  const deliveries = dynamoWebhookDeliveries(table, ids);
  const api = partnerWebhookAnswers({
    endpoints,
    deliveries,
    addresses: { isAllowed: async (url) => !url.includes('inside') },
    newSecret: () => {
      made += 1;
      return `whsec_${String(made).padStart(43, '0')}=`;
    },
    ids,
    limits: someLimits(factor, () => table),
  });
  const follow = followBusiness({
    partners: {
      find: async (id) => ({
        v: 1,
        id,
        name: 'Trade Desk',
        email: 'desk@partner.example',
        state: state.partner,
        since: iso(0),
        version: 1,
      }),
    },
    businesses: {
      find: async (of, business) =>
        state.isTheirs && of === partnerId && business === businessId
          ? { v: 1, partnerId, businessId, externalId: 'crm-1', since: iso(0) }
          : undefined,
    },
    endpoints,
    deliveries,
    sender: {
      send: async (told) => {
        sent.push(told);
        return answer(told);
      },
    },
    ids,
    clock,
  });
  const asked = (differing: object = {}) => ({
    caller,
    nowMs: clock.ms,
    path: {},
    query: {},
    body: undefined,
    ...differing,
  });

  return {
    ...{ partnerId, caller, businessId, clock, endpoints, deliveries, api, follow, sent, state, asked },
    respond(next: typeof answer) {
      answer = next;
    },
    pass(ms: number) {
      clock.ms += ms;
    },
    async register(events: readonly PartnerEventName[] = ['business.live'], occasion = anOccasion()) {
      const body = { url: 'https://hooks.partner.example/', events: [...events] };
      const { endpoint, secret = '' } = await api.createWebhookEndpoint({
        ...asked(),
        path: undefined,
        query: undefined,
        body,
        occasion,
      });
      return { id: endpoint.id as EndpointId, secret };
    },
    advanced: (
      step: string,
      stateOf: string,
      differing: Partial<OnboardingAdvanced> = {},
    ): OnboardingAdvanced => ({
      v: 1,
      id: ids.event('onboarding.advanced', anOccasion()),
      name: 'onboarding.advanced',
      businessId,
      at: iso(clock.ms),
      partnerId,
      step,
      state: stateOf,
      ...differing,
    }),
    async told(endpoint: EndpointId): Promise<readonly Delivery[]> {
      return (await deliveries.list(partnerId, endpoint, { limit: 100 })).items;
    },
    due: (delivery: Delivery): DeliveryRequested => deliveryRequested(ids, delivery),
  };
};

export type WebhookDesk = ReturnType<typeof webhookDesk>;
