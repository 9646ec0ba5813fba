import { expect, it } from 'vitest';
import { dynamoBillingAccounts } from '../../../functions/adapters/dynamodb/billing-accounts.ts';
import { dynamoBusinessCreation } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { dynamoVendorEvents } from '../../../functions/adapters/dynamodb/vendor-events.ts';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { AccountFact } from '../../../functions/domain/subscription/account.ts';
import { trackAccount } from '../../../functions/domain/subscription/track-account.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness } from '../../support/builders.ts';
import { aSubscription } from '../../support/histories.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { seeded } from '../../support/seeded.ts';

const ids = derivedIds(hashing);
let made = 0;

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T15:00:00.000Z`;

onBothStores("a business's standing, as Stripe tells of it [B1]", (open) => {
  const world = async () => {
    made += 1;
    const serial = String(made).padStart(3, '0');
    const [table, customerId] = [open(), `cus_standing${serial}`];
    const base = aBusiness();
    const business = aBusiness({
      id: `biz_standing${serial}` as BusinessId,
      agentIds: [`agent_standing${serial}`],
      numbers: [`+15125557${serial}`],
      billing: { ...base.billing, stripeCustomerId: customerId, subscription: 'incomplete' },
    });
    await dynamoBusinessCreation(table, waiting).create(business);
    const track = trackAccount({
      registry: dynamoRegistry(table),
      accounts: dynamoBillingAccounts(table, ids, waiting),
      events: dynamoVendorEvents(table),
    });
    const row = async (sk: string) =>
      (await table.rows()).find((one) => String(one.pk).startsWith(`BIZ#${business.id}#`) && one.sk === sk);
    return {
      track,
      went: (on: number, from: string | undefined, to: string, more = {}): AccountFact => {
        const eventId = `evt_${serial}x${on}${from}${to}${JSON.stringify(more).length}`;
        return {
          kind: 'subscription',
          occasion: { vendor: 'stripe', eventId, type: 'any', receivedAt: day(30) },
          customerId,
          subscriptionId: 'sub_1',
          sighting: {
            eventId,
            how: from === undefined ? 'created' : 'changed',
            at: day(on),
            ...(from !== undefined && { before: aSubscription({ status: from }) }),
            after: aSubscription({ status: to, ...more }),
          },
        };
      },
      billing: async () => (await row('0#CFG'))?.billing,
      announced: async () => (await row('ACCOUNT'))?.event,
    };
  };

  it.each([1, 2, 3, 4, 5, 6])(
    'F-WH-7: is past due since its first failure, in whatever order events come and however often (%s)',
    async (seed) => {
      const { track, went, billing } = await world();
      const all = [
        went(1, undefined, 'active'),
        went(3, 'active', 'past_due'),
        went(5, 'past_due', 'active'),
        went(9, 'active', 'past_due'),
        went(12, 'past_due', 'past_due', { cancelsAtPeriodEnd: true }),
      ];

      for (const fact of seeded(seed).shuffled([...all, ...all, ...all])) await track(fact);

      expect(await billing()).toMatchObject({ subscription: 'past_due', pastDueSince: day(9) });
    },
  );

  it('is past due since what is heard of late, although its state is known already', async () => {
    const { track, went, billing } = await world();
    await track(went(12, 'past_due', 'past_due', { cancelsAtPeriodEnd: true }));
    expect(await billing()).toMatchObject({ subscription: 'past_due', pastDueSince: day(12) });

    await track(went(9, 'active', 'past_due'));

    expect(await billing()).toMatchObject({ subscription: 'past_due', pastDueSince: day(9) });
  });

  it('is past due no longer once it is paid, whichever of the two is heard of last', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { track, went, billing } = await world();
      const all = [
        went(1, undefined, 'active'),
        went(3, 'active', 'past_due'),
        went(5, 'past_due', 'active'),
      ];

      for (const index of order) await track(all[index] as AccountFact);

      expect(await billing()).toMatchObject({ subscription: 'active' });
      expect(await billing()).not.toHaveProperty('pastDueSince');
    }
  });

  it('is announced with the change itself, anew for each, and not for what changes nothing', async () => {
    const { track, went, announced } = await world();
    await track(went(1, undefined, 'active'));
    const first = CloudGreetEvent.parse(await announced());

    await track(went(2, 'active', 'active', { cancelsAtPeriodEnd: true }));
    await track(went(1, undefined, 'active'));
    expect(await announced()).toEqual(first);
    await track(went(3, 'active', 'past_due'));

    const second = CloudGreetEvent.parse(await announced());
    expect([first.name, second.name]).toEqual(['subscription.changed', 'subscription.changed']);
    expect(second.id).not.toBe(first.id);
  });
});
