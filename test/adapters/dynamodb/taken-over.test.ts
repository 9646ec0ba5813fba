import { expect, it } from 'vitest';
import { dynamoCodes } from '../../../functions/adapters/dynamodb/codes.ts';
import { dynamoOfPartnerBusiness } from '../../../functions/adapters/dynamodb/of-business.ts';
import { dynamoPartnerBusinesses } from '../../../functions/adapters/dynamodb/partner-businesses.ts';
import { dynamoTeam } from '../../../functions/adapters/dynamodb/team.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import type { BusinessId, PartnerKeyId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { type PartnerDeps, partnerAnswers } from '../../../functions/domain/partner/answer-partner.ts';
import type { Member } from '../../../functions/domain/person/person.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { nonce } from '../../../functions/runtime/nonce.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { anOccasion } from '../../support/partner-keys.ts';
import { describedBusiness } from '../../support/people.ts';
import { someLimits } from '../../support/some-limits.ts';

const ids = derivedIds(hashing);
const OLIVIA = PersonId.parse('0b5c7a31-9f1e-4a63-8f7e-1d2c3b4a5f60');
const LINE = { areaCode: '512' };
type Body = Parameters<ReturnType<typeof partnerAnswers>['openBusinessForOwner']>[0]['body'];
const TAKEN_OVER = { code: 'owner_took_over' };

onBothStores('a business that a partner has opened and its owner takes over [O2, C2]', (store) => {
  const aDesk = async ({ line = true } = {}) => {
    const table = store();
    const partnerId = ids.partner(anOccasion());
    const caller = { partnerId, keyId: 'key_server01' as PartnerKeyId };
    const deps = {
      ids,
      nonce,
      codes: dynamoCodes(table, ids),
      limits: someLimits(undefined, () => table),
      businesses: dynamoPartnerBusinesses(table),
      of: async () => dynamoOfPartnerBusiness(table, { ids, clock: { now: () => NOW }, waiting }),
    } as unknown as PartnerDeps;
    const occasion = anOccasion();
    const email = `${occasion.replace(' ', '-')}@people.example`;
    const opens = (body: object = line ? { line: LINE } : {}, differing: Partial<PartnerDeps> = {}) =>
      partnerAnswers({ ...deps, ...differing }).openBusinessForOwner({
        path: undefined,
        query: undefined,
        body: { ...describedBusiness(email), ...body } as Body,
        caller,
        occasion,
        nowMs: NOW,
      });
    const businessId = (await opens()).businessId as BusinessId;

    type Route = keyof ReturnType<typeof partnerAnswers>;
    const says = (route: Route, body: object = {}, path: object = {}, differing: Partial<PartnerDeps> = {}) =>
      (partnerAnswers({ ...deps, ...differing })[route] as unknown as (asked: object) => Promise<unknown>)({
        path: { businessId, ...path },
        query: undefined,
        body,
        caller,
        occasion: undefined,
        nowMs: NOW,
      });
    const join = (personId: Member['personId'], role: Member['role']) =>
      dynamoTeam(table, waiting).move({
        businessId,
        personId,
        from: undefined,
        to: {
          v: 1,
          businessId,
          personId,
          email,
          name: 'Olivia Owner',
          role,
          since: new Date(NOW).toISOString(),
          version: NOW,
        },
        by: personId,
        at: new Date(NOW).toISOString(),
      });
    const rowsOf = async (partition: string) =>
      (await table.rows()).filter(({ pk }) => pk === `BIZ#${businessId}#${partition}`);
    /** As it was read a moment before somebody became its owner. */
    const unaware: Partial<PartnerDeps> = {
      of: async (business: BusinessId, partner) => ({
        ...(await deps.of(business, partner)),
        hasOwner: async () => false,
      }),
    };
    return { opens, says, join, rowsOf, unaware, businessId, partnerId };
  };

  const STEPS = [
    ['sendPhoneCodeForOwner', { by: 'text' }, {}],
    ['provePhoneForOwner', { code: '12345' }, {}],
    ['openCheckoutForOwner', {}, {}],
    ['chooseAreaForOwner', { areaCode: '737' }, {}],
    ['registerTextingForOwner', { legalName: 'Apex' }, {}],
    ['textPinForOwner', {}, {}],
    ['provePinForOwner', { pin: '123456' }, {}],
    ['forwardCallsForOwner', { carrier: 'verizon' }, {}],
    ['leaveOutForOwner', {}, { step: 'forwarding' }],
    ['retryStepForOwner', {}, { step: 'number' }],
  ] as const;

  it.each(STEPS)('has %s refused from then on, and nothing is changed or put on record', async (...said) => {
    const { says, join, rowsOf } = await aDesk();
    await join(OLIVIA, 'owner');
    const before = [await rowsOf('ONBOARDING'), await rowsOf('AUDIT')];

    await expect(says(...said)).rejects.toMatchObject(TAKEN_OVER);

    expect([await rowsOf('ONBOARDING'), await rowsOf('AUDIT')]).toEqual(before);
  });

  it('is spoken for by the partner until then, also where a member of staff has come first', async () => {
    const { says, join } = await aDesk();

    await says('sendPhoneCodeForOwner', { by: 'text' });
    await join(OLIVIA, 'staff');

    expect(await says('sendPhoneCodeForOwner', { by: 'call' })).toMatchObject({ state: 'open' });
  });

  it('has a step refused that was looked at a moment before somebody owned it', async () => {
    const { says, join, rowsOf, unaware } = await aDesk();
    await join(OLIVIA, 'owner');
    const before = [await rowsOf('ONBOARDING'), await rowsOf('AUDIT')];

    const said = says('sendPhoneCodeForOwner', { by: 'text' }, {}, unaware);

    await expect(said).rejects.toMatchObject(TAKEN_OVER);
    expect([await rowsOf('ONBOARDING'), await rowsOf('AUDIT')]).toEqual(before);
  });

  it('has nothing on record of the partner behind its owner, however many say something at once', async () => {
    const { says, join, rowsOf, partnerId } = await aDesk();
    const say = (by: 'text' | 'call') => says('sendPhoneCodeForOwner', { by });

    await Promise.allSettled([say('text'), say('call'), join(OLIVIA, 'owner'), say('text'), say('call')]);

    const entries = (await rowsOf('AUDIT')).map(({ what, actor, seq }) => ({
      what,
      actor,
      seq: Number(seq),
    }));
    const joined = entries.find(({ what }) => what === 'member.joined');
    const behind = entries.filter(
      ({ seq, actor }) => seq > Number(joined?.seq) && actor === `partner:${partnerId}`,
    );
    expect(joined).toBeDefined();
    expect(behind).toEqual([]);
  });

  it('begins no line for its owner where the request that opened it comes again', async () => {
    const { opens, join, rowsOf, businessId, unaware } = await aDesk({ line: false });
    await join(OLIVIA, 'owner');

    expect(await opens({ line: LINE })).toMatchObject({ businessId });
    expect(await rowsOf('ONBOARDING')).toEqual([]);

    await expect(opens({ line: LINE }, unaware)).rejects.toMatchObject(TAKEN_OVER);
    expect((await rowsOf('AUDIT')).map(({ what }) => what)).toEqual(['business.opened', 'member.joined']);
  });

  it('has its line begun before anybody is invited, so that no owner finds half of it', async () => {
    const { rowsOf } = await aDesk();
    const [first] = await rowsOf('ONBOARDING');
    expect(first).toMatchObject({ sk: '0', state: 'open' });
  });
});
