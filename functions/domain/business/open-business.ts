import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type CapDeps, countToday } from '../limit/count-today.ts';
import type { Person } from '../person/person.ts';
import { isKnownZone, standardOffsetOf } from '../schedule/zone.ts';
import type { Profile } from './business.ts';
import type { BusinessOpening } from './ports.ts';
import { profileFaults } from './rules.ts';

/** What its owner says of a business that is new to us. */
export type Opened = Pick<
  Profile,
  'name' | 'trade' | 'address' | 'worksAt' | 'zone' | 'owner' | 'hours' | 'services' | 'crews'
>;

/** Until the owner says otherwise: starts on the half hour, an hour's notice, two months ahead. */
const USUAL = { startEveryMinutes: 30, noticeMinutes: 60, horizonDays: 60 } as const;

/** A business that is new to us, as it will be stored. Refuses with the fields that are wrong. */
export const newProfile = (ids: DerivedIds, described: Opened, occasion: string, nowMs: number): Profile => {
  if (!isKnownZone(described.zone)) throw new Refusal('invalid_arguments', { fields: ['zone'] });
  const profile: Profile = {
    v: 1,
    id: ids.business(occasion),
    ...described,
    // Where its days are cut, for ever: a later change of zone or of the law moves nothing.
    dayOffsetMinutes: standardOffsetOf(described.zone, nowMs),
    ...USUAL,
  };
  const fields = profileFaults(profile);
  if (fields.length > 0) throw new Refusal('invalid_arguments', { fields });
  return profile;
};

/**
 * Opens a business with who asks as its owner. It has no line yet: nobody can call it. `occasion` stands for the request:
 * asked twice, there is one. Refuses with the fields that are wrong, and with `daily_cap_reached` whoever opened enough
 * of them today.
 */
export const openBusiness =
  (deps: {
    readonly ids: DerivedIds;
    readonly limits: CapDeps;
    /** By credentials for this business and this person only. */
    readonly openingFor: (business: BusinessId, person: PersonId) => Promise<BusinessOpening>;
  }) =>
  async (
    described: Opened,
    by: Pick<Person, 'id' | 'email' | 'name'>,
    occasion: string,
    nowMs: number,
  ): Promise<Profile> => {
    const profile = newProfile(deps.ids, described, occasion, nowMs);
    const holder = { kind: 'person', personId: by.id } as const;
    await countToday(deps.limits)({ holder, cap: 'businesses of a person' }, profile.id, nowMs);
    const opening = await deps.openingFor(profile.id, by.id);
    await opening.open(profile, {
      v: 1,
      businessId: profile.id,
      personId: by.id,
      email: by.email,
      name: by.name,
      role: 'owner',
      since: new Date(nowMs).toISOString(),
      version: 1,
    });
    return profile;
  };
