import { expect, it } from 'vitest';
import { dynamoProvisionRegistry } from '../../../functions/adapters/dynamodb/provision-registry.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const A1 = 'biz_a1' as BusinessId;
const B2 = 'biz_b2' as BusinessId;

onBothStores('what the carrier has set up for a business', (store) => {
  const kinds = [
    ['an order', { orderId: 'order-1' }, 'byNumberOrder', 'order-1'],
    ['a brand', { brandId: 'brand-1' }, 'byBrand', 'brand-1'],
    ['a campaign', { campaignId: 'campaign-1' }, 'byCampaign', 'campaign-1'],
  ] as const;

  it.each(kinds)('is known as its own once it is claimed: %s', async (_kind, what, by, id) => {
    const table = store();
    const registry = dynamoRegistry(table);
    expect(await registry[by](id)).toBeUndefined();

    await dynamoProvisionRegistry(table).claim(A1, what);

    expect(await registry[by](id)).toBe(A1);
    for (const other of ['byNumber', 'byAgent', 'byStripeCustomer'] as const) {
      expect(await registry[other](id)).toBeUndefined();
    }
  });

  it.each(kinds)(
    'is claimed again without harm, and never by another business: %s',
    async (_kind, what, by, id) => {
      const table = store();
      const claims = dynamoProvisionRegistry(table);
      for (let time = 0; time < 2; time += 1) await claims.claim(A1, what);

      await expect(claims.claim(B2, what)).rejects.toMatchObject({
        code: 'invalid_arguments',
        facts: { because: `${Object.keys(what)[0]} belongs to another business` },
      });
      expect(await dynamoRegistry(table)[by](id)).toBe(A1);
    },
  );

  it('belongs to one of two that claim it at the same time', async () => {
    const table = store();
    const claims = dynamoProvisionRegistry(table);

    const outcomes = await Promise.allSettled(
      [A1, B2, A1, B2].map((id) => claims.claim(id, { orderId: 'order-2' })),
    );

    const owner = await dynamoRegistry(table).byNumberOrder('order-2');
    expect(outcomes.map(({ status }) => status)).toEqual(
      [A1, B2, A1, B2].map((id) => (id === owner ? 'fulfilled' : 'rejected')),
    );
  });
});
