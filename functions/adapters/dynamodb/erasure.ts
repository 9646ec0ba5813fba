import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerId } from '../../contracts/api/customers.ts';
import type { AppointmentId, BusinessId, CallId, FeeId } from '../../contracts/ids.ts';
import { MONEY_KEPT_DAYS } from '../../contracts/retention.ts';
import type { Erasure } from '../../domain/leaving/erase-business.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { type Key, keys } from './keys.ts';

type Place = {
  readonly pk: string;
  /** Stays for ever. */
  readonly stays?: (sk: string) => boolean;
  /** Stays as long as money has to be accounted for. */
  readonly isMoney?: (sk: string) => boolean;
  /** A row that is held stays with its call and the recording; what people and the call itself said does not. */
  readonly holds?: true;
};

/**
 * Where personal data of a business is, and what of it stays. Not here: opt-outs, the record and its chain, who is a
 * member, who may read what became of the business, and who was invited, of whom there is no address and whose rows go by
 * themselves before that.
 */
const placesOf = (id: BusinessId): readonly Place[] => [
  { pk: keys.call(id, '' as CallId).pk, holds: true },
  { pk: keys.customer(id, '' as CustomerId).pk },
  { pk: keys.inboundText(id, '').pk },
  { pk: keys.appointment(id, '' as AppointmentId).pk, isMoney: (sk) => sk.endsWith('#FEE') },
  {
    pk: keys.account(id).pk,
    isMoney: (sk) => sk === keys.account(id).sk || sk.startsWith(keys.accountInvoice(id, '').sk),
  },
  { pk: keys.contest(id, '' as FeeId).pk, isMoney: (sk) => !sk.startsWith('REVIEW#') },
  { pk: keys.agentRecord(id).pk },
  { pk: keys.provision(id, '', '').pk },
  { pk: keys.onboarding(id).pk, stays: (sk) => sk === keys.closing(id).sk },
  { pk: keys.request(id, '').pk },
  { pk: keys.businessBucket(id).pk },
  // Last: by the configuration everything else is found.
  { pk: keys.configuration(id).pk },
];

const PAGE = 100;

const callOf = (sk: string): string => sk.split('#')[0] ?? '';
const isSaid = (sk: string): boolean => sk.endsWith('#REMARK');
/** Who called and what was said: of a call whose recording is held that goes all the same. */
const PERSONAL = ['from', 'summary', 'transcriptKey'];

type Row = Key & { readonly isHeld?: boolean; readonly version?: number };

export const dynamoErasure = ({ db, name: table }: Table, clock: Clock): Erasure => {
  const expire = async ({ pk, sk, version }: Row): Promise<void> => {
    const at = Math.ceil(clock.now() / 1000) + MONEY_KEPT_DAYS * 86_400;
    const update = new UpdateCommand({
      TableName: table,
      Key: { pk, sk },
      // What people wrote about a fee goes at once, and stays with none. Whoever has read it before does not write it back.
      UpdateExpression: `SET expiresAt = :at REMOVE words, decisionWords${version === undefined ? '' : ' ADD #version :one'}`,
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(expiresAt)',
      ...(version !== undefined && { ExpressionAttributeNames: { '#version': 'version' } }),
      ExpressionAttributeValues: { ':at': at, ...(version !== undefined && { ':one': 1 }) },
    });
    await ifItHolds(db.send(update));
  };

  const forget = async ({ pk, sk }: Key): Promise<void> => {
    const update = new UpdateCommand({
      TableName: table,
      Key: { pk, sk },
      // A report that has read the call before does not write it back.
      UpdateExpression: `REMOVE ${PERSONAL.map((name) => `#${name}`).join(', ')} ADD epoch :one`,
      ConditionExpression: PERSONAL.map((name) => `attribute_exists(#${name})`).join(' OR '),
      ExpressionAttributeNames: Object.fromEntries(PERSONAL.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: { ':one': 1 },
    });
    await ifItHolds(db.send(update));
  };

  /** How many rows went. */
  const clear = async ({ pk, stays, isMoney, holds }: Place, most: number): Promise<number> => {
    let gone = 0;
    const held = new Set<string>();
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ProjectionExpression: 'pk, sk, isHeld, #version',
          ExpressionAttributeNames: { '#version': 'version' },
          // A hold stands behind its call and the recording: so it is seen before them.
          ScanIndexForward: !holds,
          ConsistentRead: true,
          Limit: PAGE,
          ExclusiveStartKey: from,
        }),
      );
      const rows = Items as Row[];
      for (const { sk, isHeld } of rows) if (holds && isHeld) held.add(callOf(sk));
      const isKept = (sk: string) => held.has(callOf(sk)) && !isSaid(sk);
      const going = rows.filter(({ sk }) => !stays?.(sk) && !isMoney?.(sk) && !isKept(sk));
      for (const row of rows) {
        if (isMoney?.(row.sk)) await expire(row);
        if (held.has(row.sk)) await forget(row);
      }
      await Promise.all(
        going.map(({ pk, sk }) => db.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }))),
      );
      gone += going.length;
      from = LastEvaluatedKey;
    } while (from && gone < most);
    return from ? most : gone;
  };

  return {
    async erase(businessId, most) {
      let left = most;
      for (const place of placesOf(businessId)) {
        left -= await clear(place, left);
        if (left <= 0) return 'more';
      }
      return 'all';
    },
  };
};

/** By the customer that the business was known by, as long as its configuration says which that was. */
export const dynamoForgetCustomer =
  ({ db, name: table }: Table) =>
  async (businessId: BusinessId): Promise<void> => {
    const Key = keys.configuration(businessId);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const customer = (Item?.billing as { readonly stripeCustomerId?: string } | undefined)?.stripeCustomerId;
    if (customer === undefined) return;
    const forget = new DeleteCommand({
      TableName: table,
      Key: keys.stripeCustomer(customer),
      ConditionExpression: 'attribute_not_exists(pk) OR businessId = :id',
      ExpressionAttributeValues: { ':id': businessId },
    });
    await ifItHolds(db.send(forget));
  };
