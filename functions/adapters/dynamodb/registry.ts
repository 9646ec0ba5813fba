import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { BusinessId } from '../../contracts/ids.ts';
import type { KnownNumber, Registry } from '../../domain/business/ports.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';

export const dynamoRegistry = ({ db, name: table }: Table): Registry => {
  const rowOf = async (key: Key): Promise<Partial<KnownNumber> | undefined> => {
    // An event that finds nobody is set aside: an old copy of the row would say so of a business just created.
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item;
  };
  const find = async (key: Key): Promise<BusinessId | undefined> => (await rowOf(key))?.businessId;
  return {
    byAgent: (agentId) => find(keys.agent(agentId)),
    byNumber: (e164) => find(keys.number(e164)),
    async numberOf(e164) {
      const { businessId, callAwaitedUntil } = (await rowOf(keys.number(e164))) ?? {};
      return businessId && { businessId, callAwaitedUntil };
    },
    byNumberOrder: (orderId) => find(keys.numberOrder(orderId)),
    byCampaign: (campaignId) => find(keys.campaign(campaignId)),
    byBrand: (brandId) => find(keys.brand(brandId)),
    byStripeCustomer: (customerId) => find(keys.stripeCustomer(customerId)),
  };
};
