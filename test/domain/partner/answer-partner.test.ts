import { describe, expect, it } from 'vitest';
import type { BusinessId, PartnerId, PartnerKeyId } from '../../../functions/contracts/ids.ts';
import { type PartnerDeps, partnerAnswers } from '../../../functions/domain/partner/answer-partner.ts';
import type { PartnerBusiness } from '../../../functions/domain/partner/partner.ts';
import { aBusiness, MONDAY_MORNING as NOW } from '../../support/builders.ts';

const MINE = { partnerId: 'ptr_desk01' as PartnerId, keyId: 'key_server01' as PartnerKeyId };
const OTHER = { partnerId: 'ptr_other1' as PartnerId, keyId: 'key_other001' as PartnerKeyId };
const ID = 'biz_apexhvac01' as BusinessId;
const opened: PartnerBusiness = {
  v: 1,
  partnerId: MINE.partnerId,
  businessId: ID,
  externalId: 'crm-1',
  since: '2026-11-01T00:00:00.000Z',
};

/** Answers over one business of one partner, and for whom credentials were asked. */
const aDesk = () => {
  const asked: string[] = [];
  const page = { items: [{ durationMs: 90_000 }], next: undefined };
  const deps = {
    keys: { standing: async () => ({ key: undefined, partner: undefined }) },
    keyUses: { requests: async () => new Map([[MINE.keyId, 12]]) },
    businesses: {
      find: async (partner: PartnerId, business: BusinessId) =>
        partner === MINE.partnerId && business === ID ? opened : undefined,
      list: async (partner: PartnerId) => ({ items: partner === MINE.partnerId ? [opened] : [] }),
    },
    of: async (business: BusinessId, partner: PartnerId) => {
      asked.push(`${business} ${partner}`);
      return {
        settings: { find: async () => aBusiness({ id: business }) },
        hasOwner: async () => true,
        onboardings: { find: async () => undefined },
        lists: {
          calls: async () => page,
          fees: async () => ({ items: [] }),
          texts: async () => ({ items: [] }),
        },
      };
    },
  } as unknown as PartnerDeps;
  return { asked, answers: partnerAnswers(deps) };
};
const request = { query: undefined, body: undefined, occasion: undefined, nowMs: NOW };

describe('what a partner is answered', () => {
  it('is the settings of a business of theirs, reached as that business and that partner', async () => {
    const { asked, answers } = aDesk();

    const answer = await answers.showPartnerBusiness({ ...request, path: { businessId: ID }, caller: MINE });

    expect(answer).toMatchObject({ externalId: 'crm-1', hasOwner: true, settings: { isReachable: true } });
    expect(asked).toEqual([`${ID} ${MINE.partnerId}`]);
  });

  it("is that there is no such business where it is another's, for which no credentials are asked", async () => {
    const { asked, answers } = aDesk();
    const ask = (businessId: BusinessId, caller: typeof MINE) =>
      answers.showPartnerBusiness({ ...request, path: { businessId }, caller });

    await expect(ask(ID, OTHER)).rejects.toMatchObject({ code: 'business_not_found' });
    await expect(ask('biz_nobodys' as BusinessId, MINE)).rejects.toMatchObject({
      code: 'business_not_found',
    });
    expect(asked).toEqual([]);
  });

  it('is what their businesses used and how often their keys were', async () => {
    const { answers } = aDesk();
    const query = { month: '2026-11', limit: 5 };

    const usage = await answers.showPartnerUsage({ ...request, query, path: undefined, caller: MINE });

    expect(usage).toMatchObject({
      month: '2026-11',
      keys: [{ keyId: MINE.keyId, requests: 12 }],
      items: [{ businessId: ID, externalId: 'crm-1', calls: 1, minutes: 2, isComplete: true }],
    });
  });

  it('is that a key opens nothing where it went between being let in and being looked at', async () => {
    const { answers } = aDesk();

    await expect(answers.showKey({ ...request, path: undefined, caller: MINE })).rejects.toMatchObject({
      code: 'key_invalid',
    });
  });
});
