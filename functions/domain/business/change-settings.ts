import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { Refusal } from '../errors.ts';
import type { Profile } from './business.ts';
import type { Settings } from './ports.ts';
import { profileFaults } from './rules.ts';

/** What an owner may change. What days are cut by, who pays and what answers is not among it. */
export type Changeable = Pick<
  Profile,
  | 'name'
  | 'trade'
  | 'address'
  | 'worksAt'
  | 'zone'
  | 'owner'
  | 'hours'
  | 'services'
  | 'crews'
  | 'startEveryMinutes'
  | 'noticeMinutes'
  | 'horizonDays'
  | 'greeting'
  | 'notifications'
  | 'jobValueCents'
>;

type Changes = { readonly [Field in keyof Changeable]?: Changeable[Field] | undefined };

/**
 * Changes settings that are still as they were read (`settingsVersion`). Appointments and offers that stand are not
 * touched: an offer holds for its ten minutes. Refuses with `changed_meanwhile`, or with the fields that are wrong.
 */
export const changeSettings =
  (settings: Settings) =>
  async (
    businessId: BusinessId,
    settingsVersion: number,
    changes: Changes,
    by: PersonId,
    nowMs: number,
  ): Promise<Profile> => {
    const from = await settings.find(businessId);
    if (!from) throw new Refusal('business_not_found');
    if ((from.settingsVersion ?? 0) !== settingsVersion) throw new Refusal('changed_meanwhile');
    const given = Object.entries(changes).filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(from[field as keyof Changeable]),
    );
    if (given.length === 0) return from;
    const to: Profile = { ...from, ...Object.fromEntries(given), settingsVersion: settingsVersion + 1 };
    const fields = profileFaults(to);
    if (fields.length > 0) throw new Refusal('invalid_arguments', { fields });
    const changed = given.map(([field]) => field as keyof Changeable);
    const outcome = await settings.change({ from, to, changed, by, at: new Date(nowMs).toISOString() });
    if (outcome === 'changed') throw new Refusal('changed_meanwhile');
    return to;
  };
