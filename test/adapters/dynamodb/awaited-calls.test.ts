import { expect, it } from 'vitest';
import { dynamoAwaitedCalls } from '../../../functions/adapters/dynamodb/awaited-calls.ts';
import { dynamoBusinessCreation } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const SOON = '2026-11-23T15:15:00.000Z';
const LATER = '2026-11-23T15:20:00.000Z';
let firms = 0;

onBothStores('a number that a call is awaited at [O1]', (store) => {
  const aFirm = async () => {
    const table = store();
    firms += 1;
    const number = `+1512555${3000 + firms}`;
    const firm = aBusiness({
      id: `biz_awaits${String(firms).padStart(4, '0')}` as BusinessId,
      agentIds: [`agent_awaits${firms}`],
      numbers: [number],
      billing: { ...aBusiness().billing, stripeCustomerId: `cus_awaits${firms}` },
    });
    await dynamoBusinessCreation(table, waiting).create(firm);
    return { firm, number, registry: dynamoRegistry(table), awaited: dynamoAwaitedCalls(table) };
  };

  it('says until when, and is whose it was', async () => {
    const { firm, number, registry, awaited } = await aFirm();
    expect(await registry.numberOf(number)).toEqual({ businessId: firm.id });

    await awaited.awaitUntil(firm.id, number, SOON);
    await awaited.awaitUntil(firm.id, number, LATER);

    expect(await registry.numberOf(number)).toEqual({ businessId: firm.id, callAwaitedUntil: LATER });
    expect(await registry.byNumber(number)).toBe(firm.id);
  });

  it("is not taken from another business, nor taken back where it is nobody's any more", async () => {
    const { firm, number, registry, awaited } = await aFirm();

    await awaited.awaitUntil('biz_another' as BusinessId, number, SOON);
    await awaited.awaitUntil(firm.id, '+15125553999', SOON);

    expect(await registry.numberOf(number)).toEqual({ businessId: firm.id });
    expect(await registry.numberOf('+15125553999')).toBeUndefined();
  });
});
