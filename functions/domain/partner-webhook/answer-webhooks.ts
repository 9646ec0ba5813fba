import type { Answers } from '../../contracts/api/answers.ts';
import type { partnerWebhookRoutes } from '../../contracts/api/partner-webhooks.ts';
import { Refusal } from '../errors.ts';
import { type Endpoint, liveSecrets } from './endpoint.ts';
import { foundEndpoint } from './found-endpoint.ts';
import type { Deliveries, Endpoints } from './ports.ts';
import { type RegisterDeps, registerEndpoint } from './register-endpoint.ts';
import { rotateSecret } from './rotate-secret.ts';
import { replayDelivery, type SendByHandDeps, testEndpoint } from './send-by-hand.ts';

export type PartnerWebhookDeps = Omit<RegisterDeps, 'endpoints'> &
  Omit<SendByHandDeps, 'endpoints' | 'deliveries'> & {
    readonly endpoints: Endpoints;
    readonly deliveries: Deliveries;
  };

/** As its partner sees it: of the secrets that sign now since when and until when. */
const seen = (endpoint: Endpoint, nowMs: number) => ({
  ...endpoint,
  secrets: liveSecrets(endpoint, nowMs).map(({ since, endsAt }) => ({ since, endsAt })),
});

/** What partners' programs ask for about being told. Each sees what is theirs; what is another's does not exist. */
export const partnerWebhookAnswers = (deps: PartnerWebhookDeps): Answers<typeof partnerWebhookRoutes> => {
  const { endpoints, deliveries } = deps;
  return {
    async createWebhookEndpoint({ body, caller: { partnerId }, occasion, nowMs }) {
      const { endpoint, secret } = await registerEndpoint(deps)(partnerId, body, occasion, nowMs);
      return { endpoint: seen(endpoint, nowMs), secret };
    },
    async listWebhookEndpoints({ caller: { partnerId }, nowMs }) {
      return { items: (await endpoints.list(partnerId)).map((endpoint) => seen(endpoint, nowMs)) };
    },
    async deleteWebhookEndpoint({ path: { endpointId }, caller: { partnerId } }) {
      if ((await endpoints.remove(partnerId, endpointId)) === 'none') throw new Refusal('endpoint_not_found');
    },
    async enableWebhookEndpoint({ path: { endpointId }, caller: { partnerId }, nowMs }) {
      if ((await endpoints.enable(partnerId, endpointId)) === 'none') throw new Refusal('endpoint_not_found');
      return seen(await foundEndpoint(endpoints, partnerId, endpointId), nowMs);
    },
    async rotateWebhookSecret({ path: { endpointId }, caller: { partnerId }, occasion, nowMs }) {
      const { endpoint, secret } = await rotateSecret(deps)(partnerId, endpointId, occasion, nowMs);
      return { endpoint: seen(endpoint, nowMs), secret };
    },
    testWebhookEndpoint: ({ path: { endpointId }, caller, occasion, nowMs }) =>
      testEndpoint(deps)(caller, endpointId, occasion, nowMs),
    async listWebhookDeliveries({ path: { endpointId }, query, caller: { partnerId } }) {
      await foundEndpoint(endpoints, partnerId, endpointId);
      return deliveries.list(partnerId, endpointId, query);
    },
    replayWebhookDelivery: ({ path: { endpointId, deliveryId }, caller, nowMs }) =>
      replayDelivery(deps)(caller, endpointId, deliveryId, nowMs),
  };
};
