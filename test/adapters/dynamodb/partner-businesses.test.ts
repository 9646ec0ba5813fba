import { expect, it } from 'vitest';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoOnboardings } from '../../../functions/adapters/dynamodb/onboardings.ts';
import {
  dynamoOpeningForOwner,
  dynamoOwnership,
  dynamoPartnerBusinesses,
} from '../../../functions/adapters/dynamodb/partner-businesses.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import type { PartnerId, PartnerKeyId } from '../../../functions/contracts/ids.ts';
import type { Opened } from '../../../functions/domain/business/open-business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { DAILY_CAPS } from '../../../functions/domain/limit/limits.ts';
import { type OpenForOwnerDeps, openForOwner } from '../../../functions/domain/partner/open-for-owner.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { nonce } from '../../../functions/runtime/nonce.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { describedBusiness } from '../../support/people.ts';
import { someLimits } from '../../support/some-limits.ts';

const ids = derivedIds(hashing);

onBothStores('businesses that a partner opens [O2]', (store) => {
  const aDesk = async (factor?: number) => {
    const table = store();
    const partnerId = ids.partner(anOccasion()) as PartnerId;
    const asker = { partnerId, keyId: 'key_server01' as PartnerKeyId };
    const businesses = dynamoPartnerBusinesses(table);
    const deps: OpenForOwnerDeps = {
      ids,
      nonce,
      codes: dynamoCodes(table, ids),
      limits: someLimits(factor, () => table),
      businesses,
      of: async () => ({
        ...dynamoOpeningForOwner(table, ids, waiting),
        ...dynamoOwnership(table),
        settings: dynamoSettings(table, waiting),
        onboardings: dynamoOnboardings(table, ids, { now: () => NOW }, waiting),
      }),
    };
    const open = (
      {
        externalId,
        occasion = anOccasion(),
        email = 'owner@people.example',
      }: Partial<Record<string, string>>,
      differing: Partial<OpenForOwnerDeps> = {},
    ) =>
      openForOwner({ ...deps, ...differing })(
        asker,
        { ...(describedBusiness(email) as Opened), externalId },
        occasion,
        NOW,
      );
    return { table, deps, open, businesses, partnerId, ownership: dynamoOwnership(table) };
  };

  it('are there with their settings, their record and the invitation of an owner, and nobody owns them yet', async () => {
    const { table, open, businesses, partnerId, ownership } = await aDesk();
    const email = `${anOccasion().replace(' ', '-')}@people.example`;

    const opened = await open({ externalId: 'crm-1', email });

    expect(await businesses.find(partnerId, opened.businessId)).toEqual(opened);
    expect(await ownership.hasOwner(opened.businessId)).toBe(false);
    const rows = await table.rows();
    const of = (partition: string) => rows.filter(({ pk }) => pk === `BIZ#${opened.businessId}#${partition}`);
    expect(of('SCHEDULE')).toMatchObject([{ sk: '0#CFG', duePk: 'BUSINESSES', name: 'Apex Heating & Air' }]);
    expect(of('AUDIT')).toMatchObject([{ what: 'business.opened', actor: `partner:${partnerId}`, seq: 1 }]);
    const { addressOf } = ids;
    const [code] = rows
      .filter(({ pk }) => pk === `ADDRESS#${addressOf('owners', email)}`)
      .filter(({ purpose }) => purpose);
    expect(code).toMatchObject({
      purpose: { kind: 'invitation', role: 'owner', businessId: opened.businessId },
    });
  });

  it('are one for each id of the partner, whichever of those who open at once is first', async () => {
    const { open, businesses, partnerId } = await aDesk();

    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => open({ externalId: 'crm-2' })));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'reference_taken' });
    expect((await businesses.list(partnerId, { limit: 10 })).items).toHaveLength(1);
    // Without one of their own there is nothing that could be the same.
    await Promise.all([open({}), open({})]);
    expect((await businesses.list(partnerId, { limit: 10 })).items).toHaveLength(3);
  });

  it('are opened once where the same request comes twice at once, or was cut off before it invited', async () => {
    const { open, deps, businesses, partnerId, table } = await aDesk();
    const cutOff = { ...deps.codes, find: () => Promise.reject(new Error('cut off')) };
    const again = { externalId: 'crm-3', occasion: anOccasion(), email: `${partnerId}@people.example` };
    await expect(open(again, { codes: cutOff })).rejects.toThrow('cut off');

    const opened = await Promise.all([open(again), open(again)]);

    expect(opened[0]).toEqual(opened[1]);
    expect((await businesses.list(partnerId, { limit: 10 })).items).toEqual([opened[0]]);
    const codes = (await table.rows()).filter(({ email }) => email === again.email);
    expect(codes).toHaveLength(1);
  });

  it('invite nobody but their first owner where the request comes again for another address', async () => {
    const { open, table, partnerId } = await aDesk();
    const occasion = anOccasion();
    const opened = await open({ occasion, email: `first-${partnerId}@people.example` });
    const other = `other-${partnerId}@people.example`;

    expect(await open({ occasion, email: other })).toEqual(opened);

    expect((await table.rows()).filter(({ email }) => email === other)).toEqual([]);
  });

  it('invite nobody any more once they are owned, whoever asks again', async () => {
    const { open, table, deps } = await aDesk();
    const again = { occasion: anOccasion(), email: `${anOccasion().replace(' ', '-')}@people.example` };
    const cutOff = { ...deps.codes, find: () => Promise.reject(new Error('cut off')) };
    await expect(open(again, { codes: cutOff })).rejects.toThrow('cut off');
    const owned: OpenForOwnerDeps['of'] = async (...whose) => ({
      ...(await deps.of(...whose)),
      hasOwner: async () => true,
    });

    await open(again, { of: owned });

    expect((await table.rows()).filter(({ email }) => email === again.email)).toEqual([]);
  });

  it('are refused with the fields that are wrong, and then there is none', async () => {
    const { deps, businesses, partnerId } = await aDesk();
    const wrong = { ...(describedBusiness('o@people.example') as Opened), zone: 'Mars/Olympus_Mons' };
    const asker = { partnerId, keyId: 'key_server01' as PartnerKeyId };

    await expect(openForOwner(deps)(asker, wrong, anOccasion(), NOW)).rejects.toMatchObject({
      code: 'invalid_arguments',
      facts: { fields: ['zone'] },
    });
    expect((await businesses.list(partnerId, { limit: 10 })).items).toEqual([]);
  });

  it('are as many in a day as the cap of a key says, and not one more', async () => {
    const { open, businesses, partnerId } = await aDesk(1);
    const most = DAILY_CAPS['businesses of a partner key'];
    for (let opened = 0; opened < most; opened += 1) await open({ email: `capped${opened}@people.example` });

    await expect(open({ email: 'one-more@people.example' })).rejects.toMatchObject({
      code: 'daily_cap_reached',
    });
    expect((await businesses.list(partnerId, { limit: 200 })).items).toHaveLength(most);
  });
});
