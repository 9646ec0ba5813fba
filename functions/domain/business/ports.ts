import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Member } from '../person/person.ts';
import type { Business, Line, Profile } from './business.ts';

export type Businesses = {
  /** The configuration row. May be up to 60 s old. */
  find(id: BusinessId): Promise<Business | undefined>;
};

/** What is known of a number of ours. */
export type KnownNumber = {
  readonly businessId: BusinessId;
  /** ISO instant until which somebody waits for a call to it. */
  readonly callAwaitedUntil?: string | undefined;
};

/** Which business a vendor's name for something belongs to. Ours to keep, never taken from a request. */
export type Registry = {
  byAgent(agentId: string): Promise<BusinessId | undefined>;
  byNumber(e164: string): Promise<BusinessId | undefined>;
  numberOf(e164: string): Promise<KnownNumber | undefined>;
  byNumberOrder(orderId: string): Promise<BusinessId | undefined>;
  byCampaign(campaignId: string): Promise<BusinessId | undefined>;
  byBrand(brandId: string): Promise<BusinessId | undefined>;
  byStripeCustomer(customerId: string): Promise<BusinessId | undefined>;
};

export type BusinessCreation = {
  /**
   * Writes the configuration row and its registry rows together, or none of them.
   * Refuses with `invalid_arguments` when an agent, number or customer already belongs to another business.
   * Repeating it with the same row changes nothing.
   */
  create(business: Business): Promise<void>;
};

export type LineConnection = {
  /**
   * Writes the line to a business that has none, with its registry rows, or nothing. Refuses with `invalid_arguments`
   * when an agent, number or customer belongs to another business, or the business has another line. Repeating it with
   * the same line changes nothing.
   */
  connect(id: BusinessId, line: Line): Promise<void>;
  /**
   * Puts another agent before those that a business is known by: late news of them is still its own. `no line`: it has
   * none, or it is being taken down. Refuses with `invalid_arguments` an agent that is another's. A repeat changes nothing.
   */
  addAgent(id: BusinessId, agentId: string): Promise<'added' | 'no line'>;
};

export type BusinessOpening = {
  /** Writes the business, its owner and both on record, together or not at all. A repeat changes nothing. */
  open(profile: Profile, owner: Member): Promise<void>;
};

/** A business as it stands, with its line where it has one. */
export type Described = Profile & Partial<Line>;

export type SettingsChange = {
  readonly from: Profile;
  readonly to: Profile;
  readonly changed: readonly (keyof Profile)[];
  readonly by: PersonId;
  /** ISO instant. */
  readonly at: string;
};

export type Settings = {
  /** As it stands now, never a cached copy. */
  find(id: BusinessId): Promise<Described | undefined>;
  /** Writes what has changed, with the record of it. `changed`: somebody else was faster. */
  change(change: SettingsChange): Promise<'saved' | 'changed'>;
};
