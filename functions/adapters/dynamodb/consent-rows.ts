import type { CustomerOptedOut } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { ConsentChange, ConsentState } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { keys } from './keys.ts';
import { announces } from './outbox.ts';
import type { TransactItems } from './transaction.ts';

const consentKey = (ids: DerivedIds, businessId: BusinessId, phone: string) =>
  keys.consent(businessId, ids.phoneFingerprint(businessId, phone));

const OPTED_OUT: ConsentState = 'opted_out';

/** The part of a transaction that lets it happen only where that number has not opted out of this business. */
export const unlessOptedOut = (
  table: string,
  ids: DerivedIds,
  businessId: BusinessId,
  phone: string,
): TransactItems[number] => ({
  ConditionCheck: {
    TableName: table,
    Key: consentKey(ids, businessId, phone),
    ConditionExpression: 'attribute_not_exists(pk) OR #state <> :out',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':out': OPTED_OUT },
  },
});

/** Announced as of when we heard it: the due index does not look back to when it was said. */
const optedOut = (ids: DerivedIds, { businessId, phone, at, heardAt }: ConsentChange): CustomerOptedOut => ({
  v: 1,
  id: ids.event('customer.opted-out', ids.phoneFingerprint(businessId, phone), at),
  name: 'customer.opted-out',
  businessId,
  at: heardAt ?? at,
});

/** What a number has said, unless it has said something later: kept for ever, because an opt-out does not expire. */
export const consentPut = (table: string, ids: DerivedIds, change: ConsentChange) => ({
  TableName: table,
  Item: {
    ...consentKey(ids, change.businessId, change.phone),
    v: 1,
    businessId: change.businessId,
    state: change.state,
    changedAt: change.at,
    ...(change.state === OPTED_OUT && announces(optedOut(ids, change))),
  },
  ConditionExpression: `attribute_not_exists(pk) OR changedAt ${change.state === OPTED_OUT ? '<=' : '<'} :at`,
  ExpressionAttributeValues: { ':at': change.at },
});
