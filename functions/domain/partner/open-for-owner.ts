import type { Partner as Asker } from '../../contracts/api/answers.ts';
import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import { newProfile, type Opened } from '../business/open-business.ts';
import { Refusal } from '../errors.ts';
import { countToday } from '../limit/count-today.ts';
import { beginForOwner, type LineWish } from '../onboarding/begin-for-owner.ts';
import type { OfOnboarding } from '../onboarding/say-steps.ts';
import { inviteMember } from '../person/invite-member.ts';
import type { RequestCodeDeps } from '../person/request-code.ts';
import type { PartnerBusiness } from './partner.ts';
import type { OpeningForOwner, Ownership, PartnerBusinesses } from './ports.ts';

export type OpenForOwnerDeps = RequestCodeDeps & {
  readonly businesses: Pick<PartnerBusinesses, 'find'>;
  /** By credentials for this business and this partner only. */
  readonly of: (
    business: BusinessId,
    partner: PartnerId,
  ) => Promise<OpeningForOwner & Ownership & OfOnboarding>;
};

/**
 * Opens a business that nobody owns yet, and invites whoever is at `owner.email` to be its owner. `occasion` stands for the
 * request: asked twice, there is one, and cut off in between it goes on where it stopped; whoever asks again invites nobody else, and nobody
 * once it is owned, for whom nothing is begun then either. Refuses with the fields that are
 * wrong, with `daily_cap_reached`, with `reference_taken` where the partner's own id means another business of theirs, and with
 * `owner_took_over` where its owner accepts while its line is begun.
 */
export const openForOwner =
  ({ businesses, ...deps }: OpenForOwnerDeps) =>
  async (
    { partnerId, keyId }: Asker,
    described: Opened & Pick<PartnerBusiness, 'externalId'> & { readonly line?: LineWish | undefined },
    occasion: string,
    nowMs: number,
  ): Promise<PartnerBusiness> => {
    const { externalId, line, ...opened } = described;
    const profile = newProfile(deps.ids, opened, occasion, nowMs);
    const { id: businessId } = profile;
    const holder = { kind: 'partnerKey', partnerId, keyId } as const;
    await countToday(deps.limits)({ holder, cap: 'businesses of a partner key' }, businessId, nowMs);
    const { open, settings, onboardings, hasOwner } = await deps.of(businessId, partnerId);
    const business: PartnerBusiness = {
      v: 1,
      partnerId,
      businessId,
      externalId,
      since: new Date(nowMs).toISOString(),
    };
    const outcome = await open(profile, business);
    if (outcome === 'reference taken') throw new Refusal('reference_taken');
    const isThere = outcome === 'there';
    // Keys are kept for a while only: what came before may come again for another address, after somebody took it over.
    const email = isThere ? (await settings.find(businessId))?.owner.email : opened.owner.email;
    const isOwned = isThere && (await hasOwner(businessId));
    // Before anybody is invited: once somebody owns it, nothing is said for them.
    if (line && !isOwned)
      await beginForOwner(onboardings)(
        businessId,
        { id: partnerId, externalId },
        { ...line, zone: profile.zone },
        nowMs,
      );
    if (email !== undefined && !isOwned)
      await inviteMember({ ...deps, settings })({ businessId, email, role: 'owner' }, nowMs);
    return (isThere && (await businesses.find(partnerId, businessId))) || business;
  };
