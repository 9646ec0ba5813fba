import type { BusinessId } from '../../contracts/ids.ts';
import type { ProvisionFact } from './provision.ts';

export type Provisions = {
  /**
   * Remembers the event and what it says, together, once. Of two reports of one aspect the later stands, by the carrier's
   * time; of two at one instant that with the greater event id. Never by arrival.
   */
  record(businessId: BusinessId, fact: ProvisionFact): Promise<void>;
};

/** A number that may be bought, as the carrier's list says. */
export type OfferedNumber = {
  readonly number: string;
  readonly monthlyCents: number;
  readonly locality?: string;
};

/** A number that the carrier has given us. */
export type OwnedNumber = {
  /** The carrier's id of the number, which is not that of its order. */
  readonly id: string;
  /** E.164. */
  readonly number: string;
  /** The business we bought it for, by the reference we gave. */
  readonly reference: string | undefined;
  readonly connectionId: string | undefined;
  readonly messagingProfileId: string | undefined;
  /** Where calls go that the trunk does not take; undefined: nowhere. */
  readonly forwardsOnFailureTo: string | undefined;
};

export type NumberOrder = {
  readonly id: string;
  readonly state: 'pending' | 'success' | 'failure';
  readonly numbers: readonly string[];
};

/**
 * Numbers at the carrier. Every failure is a Refusal: `vendor_refused` (will never work), `vendor_unavailable` (nothing was done,
 * try again), `vendor_outcome_unknown` (look first). The carrier knows no idempotency for these: nothing is repeated in here.
 */
export type Numbers = {
  /** Local numbers that take calls and texts, at most ten, best first; none: there is none in that area. */
  search(areaCode: string): Promise<readonly OfferedNumber[]>;
  /** Everything ever ordered for the business, newest first. */
  orders(businessId: BusinessId): Promise<readonly NumberOrder[]>;
  order(businessId: BusinessId, number: string, messagingProfileId: string): Promise<NumberOrder>;
  /** As it stands now; undefined: it is not ours. */
  find(number: string): Promise<OwnedNumber | undefined>;
  /** All that are held for the business. */
  ofBusiness(businessId: BusinessId): Promise<readonly OwnedNumber[]>;
  /** Lets calls in over our trunk and, where that fails, puts them through to `forwardTo`. */
  route(numberId: string, businessId: BusinessId, forwardTo: string): Promise<void>;
  /** By the number's own id. A repeat changes nothing; `find` says afterwards whether it is gone. */
  release(numberId: string): Promise<void>;
};

/** One messaging profile per business: a STOP to one must not silence another. Failures as in `Numbers`. */
export type MessagingProfiles = {
  find(businessId: BusinessId): Promise<{ readonly id: string } | undefined>;
  create(businessId: BusinessId, name: string): Promise<{ readonly id: string }>;
  /** A repeat changes nothing. */
  remove(id: string): Promise<void>;
};

/** Who sends the texts, as the registry of US carriers (10DLC) wants to know it. */
export type Sender = {
  readonly legalName: string;
  readonly displayName: string;
  /** Nine digits; without one it is a sole proprietor. */
  readonly ein?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly street: string;
  readonly city: string;
  /** Two letters. */
  readonly state: string;
  readonly postalCode: string;
  /** E.164. */
  readonly phone: string;
  /** E.164: to which the registry texts a sole proprietor's PIN; absent: to `phone`. */
  readonly mobilePhone?: string | undefined;
  readonly email: string;
  readonly website?: string | undefined;
  /** One of the registry's words. */
  readonly vertical: string;
};

export type Standing = 'pending' | 'accepted' | 'rejected';
export type Registered = {
  readonly id: string;
  readonly standing: Standing;
  readonly reason?: string | undefined;
};

/** `unproven`: a sole proprietor's, who has to read a PIN back to the registry before it is accepted. */
export type Brand = Omit<Registered, 'standing'> & {
  readonly standing: Standing | 'unproven';
  /** The registry still looks at what it says of itself: it may not text a PIN yet. */
  readonly isRegistering?: boolean | undefined;
};

/** The latest PIN of a brand. `at`: when it was asked for, by the registry's clock. */
export type TextedPin = {
  readonly at: string;
  readonly state: 'under-way' | 'delivered' | 'undelivered' | 'expired' | 'taken';
};

/** 10DLC. Takes days; texts may go out once the number is in an accepted campaign. Failures as in `Numbers`. */
export type Registrations = {
  /**
   * `known`: the id of one that was found before, maybe under another name than the sender has now. A sole proprietor's that is
   * not accepted is theirs only with the phone that they name now: the registry lets nobody change it.
   */
  findBrand(businessId: BusinessId, sender: Sender, known?: string): Promise<Brand | undefined>;
  submitBrand(businessId: BusinessId, sender: Sender): Promise<Brand>;
  /** undefined: none was texted for it so far. */
  textedPin(brandId: string): Promise<TextedPin | undefined>;
  /** Has a PIN texted to the brand's mobile phone; those before hold no longer. Each request texts another. */
  textPin(brandId: string): Promise<void>;
  /** `taken` also where it was taken before. */
  checkPin(brandId: string, pin: string): Promise<'taken' | 'wrong' | 'expired'>;
  /** Ids of all brands of the business that are there, of the sender's name or by the ids that they were known by. */
  brandsOf(
    businessId: BusinessId,
    by: { readonly displayName?: string | undefined; readonly brandIds: readonly string[] },
  ): Promise<readonly string[]>;
  /**
   * Refuses with `vendor_refused` while the registry keeps it: it gives none up before every campaign of it has ended and
   * is three months old (https://developers.telnyx.com/api-reference/brands/delete-brand). A repeat changes nothing.
   */
  removeBrand(brandId: string): Promise<void>;
  findCampaign(businessId: BusinessId, brandId: string): Promise<Registered | undefined>;
  submitCampaign(businessId: BusinessId, brandId: string, sender: Sender): Promise<Registered>;
  /** Whether the number is in it: undefined, not at all. */
  assignment(
    number: string,
  ): Promise<{ readonly campaignId: string; readonly standing: Standing } | undefined>;
  assign(number: string, campaignId: string): Promise<void>;
  /** Ends what costs money every month. A repeat changes nothing. */
  remove(campaignId: string): Promise<void>;
};

/** Proof that whoever asks can answer a phone: a code by text, or by a call where it takes no texts. */
export type PhoneProofs = {
  send(number: string, by: 'text' | 'call'): Promise<void>;
  check(number: string, code: string): Promise<boolean>;
};

/** Whose what the carrier tells of is, by its ids of it. */
export type ProvisionRegistry = {
  /** Makes one known as the business's. Refuses with `invalid_arguments` what is another's; a repeat changes nothing. */
  claim(
    businessId: BusinessId,
    what: { readonly orderId: string } | { readonly brandId: string } | { readonly campaignId: string },
  ): Promise<void>;
};
