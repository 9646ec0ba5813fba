import { dynamoCodes } from '../../functions/adapters/dynamodb/codes.ts';
import { dynamoKeyUses } from '../../functions/adapters/dynamodb/key-uses.ts';
import { dynamoOfPartnerBusiness } from '../../functions/adapters/dynamodb/of-business.ts';
import { dynamoPartnerBusinesses } from '../../functions/adapters/dynamodb/partner-businesses.ts';
import { dynamoPartnerKeys } from '../../functions/adapters/dynamodb/partner-keys.ts';
import { dynamoRequests } from '../../functions/adapters/dynamodb/requests.ts';
import { dynamoWebhookDeliveries } from '../../functions/adapters/dynamodb/webhook-deliveries.ts';
import { dynamoWebhookEndpoints } from '../../functions/adapters/dynamodb/webhook-endpoints.ts';
import { partnerRoutes } from '../../functions/contracts/api/partner.ts';
import { partnerWebhookRoutes } from '../../functions/contracts/api/partner-webhooks.ts';
import { routeKey } from '../../functions/contracts/api/route.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { createHandler } from '../../functions/handlers/api/partner.ts';
import { beside } from '../../functions/runtime/beside.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { nonce } from '../../functions/runtime/nonce.ts';
import { randomBytes32 } from '../../functions/runtime/random-bytes.ts';
import { sealedBy } from '../../functions/runtime/sealing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { OWN_ROWS, reaching, SCOPED_ROWS } from '../simulation/cloud/scopes.ts';
import type { MemoryTable } from './memory-database.ts';
import { someLimits } from './some-limits.ts';

/** Whom API Gateway hands to the function of partners. */
export const PARTNER_KEYS: ReadonlySet<string> = new Set(
  Object.values({ ...partnerRoutes, ...partnerWebhookRoutes }).map(routeKey),
);

/** The function of partners as it is deployed, which reaches what its role does (lib/features/partner-api.ts). */
export const inProcessPartner = ({
  table: whole,
  clock,
}: {
  readonly table: MemoryTable;
  readonly clock: { now(): number };
}) => {
  const ids = derivedIds(hashing);
  const table = whole.reaching(reaching(OWN_ROWS['api/partner']));
  return createHandler({
    isFromDistribution: () => true,
    keys: dynamoPartnerKeys(table),
    keyUses: dynamoKeyUses(table),
    businesses: dynamoPartnerBusinesses(table),
    async of(business, partner) {
      const own = whole.reaching(reaching(SCOPED_ROWS['api/partner'], { business, partner }));
      return {
        ...dynamoOfPartnerBusiness(own, { ids, clock, waiting }),
      };
    },
    endpoints: dynamoWebhookEndpoints(table, waiting),
    deliveries: dynamoWebhookDeliveries(table, ids),
    addresses: { isAllowed: async () => true },
    newSecret: () => `whsec_${Buffer.alloc(32).toString('base64')}`,
    seal: sealedBy(randomBytes32),
    codes: dynamoCodes(table, ids),
    requests: dynamoRequests(async () => table, hashing),
    limits: someLimits(undefined, () => table),
    aside: beside(),
    hashing,
    ids,
    nonce,
    clock,
  });
};
