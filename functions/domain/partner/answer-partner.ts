import type { Answers, Partner as Asker } from '../../contracts/api/answers.ts';
import type { partnerRoutes } from '../../contracts/api/partner.ts';
import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import { seenSettings } from '../business/seen-settings.ts';
import { Refusal } from '../errors.ts';
import { countToday } from '../limit/count-today.ts';
import type { Lists } from '../lists/ports.ts';
import type { SealPin } from '../onboarding/ports.ts';
import { type OfOnboarding, stepAnswers } from '../onboarding/say-steps.ts';
import { tellOnboarding } from '../onboarding/tell-onboarding.ts';
import { TRADE_PACKS } from '../trade/trade-packs.ts';
import { monthlyUsage } from '../usage/monthly-usage.ts';
import { type OpenForOwnerDeps, openForOwner } from './open-for-owner.ts';
import type { PartnerBusiness } from './partner.ts';
import type { KeyUses, OpeningForOwner, Ownership, PartnerBusinesses, PartnerKeys } from './ports.ts';

/** What reaches one business of one partner and nobody else's rows. */
type OfPartnerBusiness = OpeningForOwner &
  Ownership &
  OfOnboarding & {
    readonly lists: Pick<Lists, 'calls' | 'fees' | 'texts'>;
  };

export type PartnerDeps = Omit<OpenForOwnerDeps, 'of'> & {
  readonly keys: PartnerKeys;
  readonly keyUses: Pick<KeyUses, 'requests'>;
  readonly businesses: PartnerBusinesses;
  /** By credentials for this business and this partner only. */
  readonly of: (business: BusinessId, partner: PartnerId) => Promise<OfPartnerBusiness>;
  readonly seal: SealPin;
};

/** What each route of partners' programs does. */
export const partnerAnswers = (deps: PartnerDeps): Answers<typeof partnerRoutes> => {
  const { businesses, keys, keyUses, of } = deps;

  /** Refuses with `business_not_found`: another's business does not exist, and no credentials are asked for it. */
  const theirs = async (partnerId: PartnerId, businessId: BusinessId): Promise<PartnerBusiness> => {
    const business = await businesses.find(partnerId, businessId);
    if (!business) throw new Refusal('business_not_found');
    return business;
  };

  const steps = stepAnswers<Asker>({
    async reach(businessId, { partnerId }) {
      await theirs(partnerId, businessId);
      const own = await of(businessId, partnerId);
      if (await own.hasOwner(businessId)) throw new Refusal('owner_took_over', { businessId });
      return own;
    },
    actorOf: ({ partnerId }) => `partner:${partnerId}`,
    seal: deps.seal,
    countCode: ({ caller: { partnerId, keyId }, nowMs }) =>
      countToday(deps.limits)(
        { holder: { kind: 'partnerKey', partnerId, keyId }, cap: 'phone codes of a partner key' },
        undefined,
        nowMs,
      ),
  });

  return {
    sendPhoneCodeForOwner: steps.sendPhoneCode,
    provePhoneForOwner: steps.provePhone,
    openCheckoutForOwner: steps.openCheckout,
    chooseAreaForOwner: steps.chooseArea,
    registerTextingForOwner: steps.registerTexting,
    textPinForOwner: steps.textPin,
    provePinForOwner: steps.provePin,
    forwardCallsForOwner: steps.forwardCalls,
    leaveOutForOwner: steps.leaveOut,
    retryStepForOwner: steps.retryStep,
    async showKey({ caller: { partnerId, keyId } }) {
      const { partner, key } = await keys.standing(keyId);
      // Gone since it was let in.
      if (!partner || !key) throw new Refusal('key_invalid');
      return { partnerId, name: partner.name, keyId: key.id, scopes: key.scopes, endsAt: key.endsAt };
    },
    listPartnerTradePacks: async () => ({ items: TRADE_PACKS }),
    openBusinessForOwner: ({ body, caller, occasion, nowMs }) =>
      openForOwner(deps)(caller, body, occasion, nowMs),
    listPartnerBusinesses: ({ query, caller }) => businesses.list(caller.partnerId, query),
    async showPartnerBusiness({ path: { businessId }, caller: { partnerId } }) {
      const business = await theirs(partnerId, businessId);
      const { settings, onboardings, hasOwner } = await of(businessId, partnerId);
      const [found, isOwned, onboarding] = await Promise.all([
        settings.find(businessId),
        hasOwner(businessId),
        onboardings.find(businessId),
      ]);
      if (!found) throw new Refusal('business_not_found');
      return {
        ...business,
        hasOwner: isOwned,
        settings: seenSettings(found),
        onboarding: onboarding && tellOnboarding(onboarding, found),
      };
    },
    async showPartnerUsage({ query: { month, limit, cursor }, caller: { partnerId } }) {
      const [page, requests] = await Promise.all([
        businesses.list(partnerId, { limit, cursor }),
        keyUses.requests(partnerId, month),
      ]);
      const items = [];
      // One after the other: each is hundreds of reads.
      for (const { businessId, externalId } of page.items) {
        const usage = await monthlyUsage(await of(businessId, partnerId))(businessId, month);
        items.push({ businessId, externalId, ...usage });
      }
      return {
        month,
        keys: [...requests].map(([keyId, count]) => ({ keyId, requests: count })),
        items,
        next: page.next,
      };
    },
  };
};
