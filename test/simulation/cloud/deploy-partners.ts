import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoKeyUses } from '../../../functions/adapters/dynamodb/key-uses.ts';
import { dynamoOfPartnerBusiness } from '../../../functions/adapters/dynamodb/of-business.ts';
import { dynamoPartnerBusinesses } from '../../../functions/adapters/dynamodb/partner-businesses.ts';
import { dynamoPartnerKeys } from '../../../functions/adapters/dynamodb/partner-keys.ts';
import { dynamoPartners } from '../../../functions/adapters/dynamodb/partners.ts';
import { dynamoRequests } from '../../../functions/adapters/dynamodb/requests.ts';
import { dynamoWebhookDeliveries } from '../../../functions/adapters/dynamodb/webhook-deliveries.ts';
import { dynamoWebhookEndpoints } from '../../../functions/adapters/dynamodb/webhook-endpoints.ts';
import { businessScope } from '../../../functions/adapters/sts/business-scope.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createHandler } from '../../../functions/handlers/api/partner.ts';
import { createHandler as deliverWebhook } from '../../../functions/handlers/workers/deliver-partner-webhook.ts';
import { beside } from '../../../functions/runtime/beside.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { limitsOver } from './limits-over.ts';
import { type Parts, sealOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The function of partners over these parts. */
export const partnerApi = (parts: Parts) => {
  const { table, clock, waiting, sts, tableAs, nonce } = parts;
  const scope = businessScope(
    {
      roleArn: 'scope',
      open: (credentials) => {
        const own = tableAs(credentials);
        return {
          ...dynamoOfPartnerBusiness(own, { ids, clock, waiting }),
        };
      },
      clock,
    },
    sts,
  );
  return createHandler({
    isFromDistribution: () => true,
    keys: dynamoPartnerKeys(table),
    keyUses: dynamoKeyUses(table),
    businesses: dynamoPartnerBusinesses(table),
    of: (business, partner) => scope({ business, partner }),
    endpoints: dynamoWebhookEndpoints(table, waiting),
    deliveries: dynamoWebhookDeliveries(table, ids),
    addresses: { isAllowed: async () => true },
    newSecret: () => `whsec_${Buffer.from(nonce()).toString('base64')}`,
    seal: sealOf(parts),
    codes: dynamoCodes(table, ids),
    requests: dynamoRequests(async () => table, hashing),
    limits: limitsOver(() => table),
    aside: beside(),
    hashing,
    ids,
    nonce,
    clock,
  });
};

/** The worker that tells partners' programs over these parts. Whoever listens there takes everything. */
export const webhookDeliverer = ({ table, clock, waiting }: Parts) =>
  deliverWebhook({
    partners: dynamoPartners(table, waiting),
    businesses: dynamoPartnerBusinesses(table),
    endpoints: dynamoWebhookEndpoints(table, waiting),
    deliveries: dynamoWebhookDeliveries(table, ids),
    sender: { send: async () => ({ kind: 'answered', status: 204 }) },
    ids,
    clock,
  });
