import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId, PartnerId } from '../../contracts/ids.ts';
import type { Bucket, Taken } from './bucket.ts';
import type { DailyCap } from './limits.ts';

/** Whose tokens or counts they are. */
export type Holder =
  /** `personId`: who asks, where credentials are given out for a business and a person. */
  | {
      readonly kind: 'business';
      readonly businessId: BusinessId;
      readonly personId?: PersonId | undefined;
    }
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'partnerKey'; readonly partnerId: PartnerId; readonly keyId: string }
  /** `fingerprint` stands for an address on the internet, or a phone that was named: keys hold no personal data. */
  | { readonly kind: 'asker'; readonly fingerprint: string }
  /** An account or a mailbox: `addressId` stands for circle and address. */
  | { readonly kind: 'account'; readonly addressId: string }
  | { readonly kind: 'stage' };

export type Buckets = {
  /**
   * Takes tokens out of a bucket that nobody has asked before, or that is as it was left: all of them or none, however
   * many take at once. Refuses with `busy_try_again` where nobody can tell.
   */
  take(holder: Holder, bucket: Bucket, cost: number, nowMs: number): Promise<Taken>;
};

/** One thing that is counted, of one holder, on one day (`YYYY-MM-DD`). */
export type Count = { readonly holder: Holder; readonly cap: DailyCap; readonly day: string };

export type Tallies = {
  /**
   * Counts an effect by its id, once however often it is tried, unless `most` others have been counted: then `full`.
   * Refuses with `busy_try_again` where nobody can tell.
   */
  add(count: Count, effect: string, most: number, nowMs: number): Promise<'added' | 'there' | 'full'>;
  /** Counts without ids, for what is too many to keep: a repeat after a crash may count once too few. */
  addOne(count: Count, most: number, nowMs: number): Promise<'added' | 'full'>;
};
