import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Count, Holder } from '../../domain/limit/ports.ts';
import type { Table } from './client.ts';
import { type Key, keys } from './keys.ts';

/** Whose credentials reach the rows of a holder: those of a business are reached by no others. */
export type TableOf = (whose: {
  readonly businessId?: BusinessId | undefined;
  /** Who asks, where it is about a business. */
  readonly personId?: PersonId | undefined;
}) => Table | Promise<Table>;

export const tableFor = (tableOf: TableOf, holder: Holder): Table | Promise<Table> =>
  tableOf(holder.kind === 'business' ? { businessId: holder.businessId, personId: holder.personId } : {});

/** Where the bucket of each holder is. The stage has none. */
export const bucketKey = (holder: Exclude<Holder, { kind: 'stage' }>): Key => {
  switch (holder.kind) {
    case 'business':
      return keys.businessBucket(holder.businessId);
    case 'person':
      return keys.personBucket(holder.personId);
    case 'partnerKey':
      return keys.partnerKeyBucket(holder.partnerId, holder.keyId);
    case 'asker':
      return keys.askerBucket(holder.fingerprint);
    case 'account':
      return keys.accountBucket(holder.addressId);
  }
};

/** A cap's name as a key spells it. */
const spelled = (cap: string): string => cap.replaceAll(' ', '-').toUpperCase();

/** Where it is counted what each holder brought about on a day. */
export const tallyKey = ({ holder, day, cap: name }: Count): Key => {
  const cap = spelled(name);
  switch (holder.kind) {
    case 'business':
      return keys.businessTally(holder.businessId, day, cap);
    case 'person':
      return keys.personTally(holder.personId, day, cap);
    case 'partnerKey':
      return keys.partnerKeyTally(holder.partnerId, holder.keyId, day, cap);
    case 'asker':
      return keys.askerTally(holder.fingerprint, day, cap);
    case 'account':
      return keys.accountTally(holder.addressId, day, cap);
    case 'stage':
      return keys.stageTally(day, cap);
  }
};
