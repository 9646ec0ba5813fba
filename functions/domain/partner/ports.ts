import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId, PartnerId, PartnerKeyId } from '../../contracts/ids.ts';
import type { Profile } from '../business/business.ts';
import type { Page, PageWanted } from '../lists/ports.ts';
import type { Partner, PartnerBusiness, PartnerKey } from './partner.ts';

/** Who has done it, and when (ISO instant): goes on record with the change, together or not at all. */
export type ByOperator = { readonly by: PersonId; readonly at: string };

/** A partner from what was read to what it becomes. */
export type PartnerChange = ByOperator & { readonly from: Partner; readonly to: Partner };

/** Partners and their keys, as operators have them. Each change needs the partner to be still as it was read. */
export type Partners = {
  find(id: PartnerId): Promise<Partner | undefined>;
  /** In the order of their ids. Refuses with `cursor_invalid`. */
  list(wanted: Pick<PageWanted, 'limit' | 'cursor'>): Promise<Page<Partner>>;
  /** As they stand now, those that are over too. */
  keys(id: PartnerId): Promise<readonly PartnerKey[]>;
  /** A repeat changes nothing. */
  create(partner: Partner, by: ByOperator): Promise<void>;
  changeState(change: PartnerChange): Promise<'done' | 'changed'>;
  /** Stores a key that is new, and the one in whose place it was made as that becomes. */
  issue(
    change: PartnerChange & { readonly key: PartnerKey; readonly replaced?: PartnerKey | undefined },
  ): Promise<'done' | 'changed'>;
  revoke(change: PartnerChange & { readonly key: PartnerKey }): Promise<'done' | 'changed'>;
};

/** What decides whether a key opens anything, read together and as it stands now. */
export type PartnerKeys = {
  /** Asks for as much where there is no such key: how long it takes tells nobody which key ids there are. */
  standing(
    id: PartnerKeyId,
  ): Promise<{ readonly key: PartnerKey | undefined; readonly partner: Partner | undefined }>;
};

type KeyOf = Pick<PartnerKey, 'id' | 'partnerId'>;

/** What is counted of keys. */
export type KeyUses = {
  /** One request more in this month (`YYYY-MM`). `nowMs`: for how long it is kept. */
  count(key: KeyOf, month: string, nowMs: number): Promise<void>;
  /** Used in this hour (ISO instant at which it begins); an earlier one changes nothing. */
  note(key: KeyOf, hour: string): Promise<void>;
  /** The last such hour of each key that was ever used. */
  lastUsed(partner: PartnerId): Promise<ReadonlyMap<PartnerKeyId, string>>;
  /** Requests in a month by the key that was shown. */
  requests(partner: PartnerId, month: string): Promise<ReadonlyMap<PartnerKeyId, number>>;
};

/** Whether anybody has taken over what was opened for them. */
export type Ownership = { hasOwner(business: BusinessId): Promise<boolean> };

/** Which businesses a partner has opened. */
export type PartnerBusinesses = {
  find(partner: PartnerId, business: BusinessId): Promise<PartnerBusiness | undefined>;
  /** In the order of their ids. Refuses with `cursor_invalid`. */
  list(partner: PartnerId, wanted: Pick<PageWanted, 'limit' | 'cursor'>): Promise<Page<PartnerBusiness>>;
};

export type OpeningForOwner = {
  /**
   * Writes the business, that the partner has opened it, which one their own id for it means, and all of it on record:
   * together or not at all. `there`: this request came before.
   */
  open(profile: Profile, opened: PartnerBusiness): Promise<'opened' | 'there' | 'reference taken'>;
};
