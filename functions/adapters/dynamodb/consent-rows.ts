import type { CustomerOptedOut } from '../../contracts/events.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Consent, ConsentState } from '../../domain/customer/consent.ts';
import type { ConsentStep } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { consentNeeded, type Reachability } from '../../domain/text/consent-needed.ts';
import type { Text } from '../../domain/text/text.ts';
import { keys } from './keys.ts';
import { announces, DUE_MARKS } from './outbox.ts';
import type { TransactItems } from './transaction.ts';

export const consentKey = (ids: DerivedIds, businessId: BusinessId, phone: string) =>
  keys.consent(businessId, ids.phoneFingerprint(businessId, phone));

const OPTED_OUT: ConsentState = 'opted_out';

type Row = Readonly<Record<string, unknown>>;

/** Rows written before there was a `since` say it by their one word. A row may only say that texts do not arrive. */
export const consentIn = (row: Row | undefined): Consent | undefined =>
  row?.state === undefined
    ? undefined
    : {
        state: row.state as ConsentState,
        at: String(row.changedAt),
        since: String(row.since ?? row.changedAt),
        ...(row.writtenAt !== undefined && { writtenAt: String(row.writtenAt) }),
      };

export const reachabilityIn = (row: Row | undefined): Reachability => ({
  consent: consentIn(row),
  untextableUntil: row?.untextableUntil === undefined ? undefined : String(row.untextableUntil),
});

const NOT_OUT = '(attribute_not_exists(#state) OR #state <> :out)';
const TEXTABLE = '(attribute_not_exists(#until) OR #until <= :now)';

/** The parts of a transaction that let a text be claimed only where what is known of that number allows it. */
export const claimChecks = (
  table: string,
  ids: DerivedIds,
  text: Text,
  phone: string,
  at: string,
): TransactItems => {
  const needed = consentNeeded(text);
  if (needed.kind === 'any') return [];
  const [condition, names, values]: [string, Record<string, string>, Row] =
    needed.kind === 'this-opt-out'
      ? ['#state = :out AND #since = :since', { '#since': 'since' }, { ':since': needed.since }]
      : text.kind === 'confirmation'
        ? [`${NOT_OUT} AND ${TEXTABLE}`, { '#until': 'untextableUntil' }, { ':now': at }]
        : [NOT_OUT, {}, {}];
  return [
    {
      ConditionCheck: {
        TableName: table,
        Key: consentKey(ids, text.businessId, phone),
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#state': 'state', ...names },
        ExpressionAttributeValues: { ':out': OPTED_OUT, ...values },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ];
};

/** Announced as of when we heard it: the due index does not look back to when it was said. */
const optedOut = (ids: DerivedIds, { businessId, phone, to, heardAt }: ConsentStep): CustomerOptedOut => ({
  v: 1,
  id: ids.event('customer.opted-out', ids.phoneFingerprint(businessId, phone), to.since),
  name: 'customer.opted-out',
  businessId,
  at: heardAt,
});

/**
 * What a number has said, if it still stands as it was read: kept for ever, because an opt-out does not expire. Said once
 * more, it keeps what it has announced or still has to. Who says something can be texted.
 */
export const consentUpdate = (table: string, ids: DerivedIds, step: ConsentStep) => {
  const { businessId, phone, from, to } = step;
  const isChange = from?.state !== to.state;
  const speaks = isChange && to.state === OPTED_OUT ? announces(optedOut(ids, step)) : {};
  const { at: changedAt, state, since, writtenAt } = to;
  const written = writtenAt === undefined ? {} : { writtenAt };
  const values: Row = { v: 1, businessId, changedAt, state, since, ...written, ...speaks };
  const names = Object.keys(values);
  const gone = [
    'untextableUntil',
    ...(writtenAt === undefined ? ['writtenAt'] : []),
    ...(isChange && to.state !== OPTED_OUT ? ['event', ...DUE_MARKS] : []),
  ];
  return {
    TableName: table,
    Key: consentKey(ids, businessId, phone),
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      `REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
    ].join(' '),
    ConditionExpression: from ? '#state = :wasState AND #changedAt = :wasAt' : 'attribute_not_exists(#state)',
    ExpressionAttributeNames: Object.fromEntries([...names, ...gone].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
      ...(from && { ':wasState': from.state, ':wasAt': from.at }),
    },
  };
};
