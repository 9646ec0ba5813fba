import type { Context } from 'aws-lambda';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCodes } from '../../adapters/dynamodb/codes.ts';
import { dynamoKeyUses } from '../../adapters/dynamodb/key-uses.ts';
import { dynamoLimits } from '../../adapters/dynamodb/limits.ts';
import { dynamoOfPartnerBusiness } from '../../adapters/dynamodb/of-business.ts';
import { dynamoPartnerBusinesses } from '../../adapters/dynamodb/partner-businesses.ts';
import { dynamoPartnerKeys } from '../../adapters/dynamodb/partner-keys.ts';
import { dynamoRequests } from '../../adapters/dynamodb/requests.ts';
import { dynamoWebhookDeliveries } from '../../adapters/dynamodb/webhook-deliveries.ts';
import { dynamoWebhookEndpoints } from '../../adapters/dynamodb/webhook-endpoints.ts';
import { businessScope } from '../../adapters/sts/business-scope.ts';
import { endpointAddresses, systemResolve } from '../../adapters/webhook-delivery/endpoint-addresses.ts';
import { webhookSecret } from '../../adapters/webhook-delivery/signature.ts';
import { partnerRoutes } from '../../contracts/api/partner.ts';
import { partnerWebhookRoutes } from '../../contracts/api/partner-webhooks.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type LimitRequestDeps, limitRequest } from '../../domain/limit/limit-request.ts';
import { type PartnerDeps, partnerAnswers } from '../../domain/partner/answer-partner.ts';
import { lettingIn } from '../../domain/partner/let-in.ts';
import type { KeyUses } from '../../domain/partner/ports.ts';
import {
  type PartnerWebhookDeps,
  partnerWebhookAnswers,
} from '../../domain/partner-webhook/answer-webhooks.ts';
import { type Beside, beside, settledAfter } from '../../runtime/beside.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { type ApiEvent, partnerGate } from '../../runtime/gate.ts';
import { hashing, sha256 } from '../../runtime/hashing.ts';
import { type ApiDeps, createHttpApi } from '../../runtime/http-api.ts';
import { nonce } from '../../runtime/nonce.ts';
import { fromDistribution } from '../../runtime/origin-secret.ts';
import { randomBytes32 } from '../../runtime/random-bytes.ts';
import { sealedBy } from '../../runtime/sealing.ts';
import { sameBytes } from '../../runtime/signing.ts';
import { waiting } from '../../runtime/waiting.ts';

type HandlerDeps = PartnerDeps &
  PartnerWebhookDeps &
  Omit<ApiDeps, 'gate'> & { keyUses: KeyUses; aside: Beside; limits: LimitRequestDeps };

export const createHandler = (deps: HandlerDeps) => {
  const api = createHttpApi({
    ...deps,
    limit: limitRequest(deps.limits),
    gate: partnerGate(lettingIn({ ...deps, sha256, isSame: sameBytes })),
    routes: { ...partnerRoutes, ...partnerWebhookRoutes },
    answers: { ...partnerAnswers(deps), ...partnerWebhookAnswers(deps) },
  });
  return settledAfter(deps.aside, (event: ApiEvent, context: Context) => api(event, context));
};

const clock = systemClock();
const ids = derivedIds(hashing);
const name = requiredEnv('TABLE_NAME');
const table = { db: database(waiting, 'screen'), name };
const scope = businessScope({
  roleArn: requiredEnv('SCOPE_ROLE_ARN'),
  open: (credentials) => {
    const own = { db: database(waiting, 'screen', credentials), name };
    return {
      ...dynamoOfPartnerBusiness(own, { ids, clock, waiting }),
    };
  },
  clock,
});

export const handler = createHandler({
  isFromDistribution: fromDistribution(requiredEnv('ORIGIN_SECRET')),
  keys: dynamoPartnerKeys(table),
  keyUses: dynamoKeyUses(table),
  businesses: dynamoPartnerBusinesses(table),
  of: (business, partner) => scope({ business, partner }),
  endpoints: dynamoWebhookEndpoints(table, waiting),
  deliveries: dynamoWebhookDeliveries(table, ids),
  addresses: endpointAddresses({ resolve: systemResolve, allowLoopback: requiredEnv('STAGE') === 'local' }),
  newSecret: () => webhookSecret(randomBytes32()),
  seal: sealedBy(randomBytes32),
  codes: dynamoCodes(table, ids),
  requests: dynamoRequests(async () => table, hashing),
  limits: { ...dynamoLimits(() => table), factor: Number(requiredEnv('LIMIT_FACTOR')), by: hashing },
  aside: beside(),
  hashing,
  ids,
  nonce,
  clock,
});
