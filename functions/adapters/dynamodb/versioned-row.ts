import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import type { Database, Table } from './client.ts';
import { inboxPut } from './inbox.ts';
import type { Key } from './keys.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, transact } from './transaction.ts';

type Versioned = { readonly v: 1; readonly version: number };

export const findRow = async <Noun extends Versioned>(
  db: Database,
  table: string,
  key: Key,
): Promise<Noun | undefined> => {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item?.version === undefined ? undefined : nounOf<Noun>(Item);
};

/** The condition of a row that is put whole: it has the version of `from`, or there is none where there is no `from`. */
export const asRead = (from: { readonly version: number } | undefined) =>
  from
    ? {
        ConditionExpression: '#version = :asRead',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':asRead': from.version },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * Sets a row's attributes and leaves those alone that it has besides. `mayGo`: those that are removed where they are not
 * given. Refused unless the row has the version of `from`, or none where there is no `from`.
 */
export const rowUpdate = (
  table: string,
  key: Key,
  from: Versioned | undefined,
  to: Versioned,
  mayGo: readonly string[] = [],
): TransactItems[number] => {
  const given = Object.entries(to).filter(([, value]) => value !== undefined);
  const gone = mayGo.filter((name) => !given.some(([present]) => present === name));
  const names = new Set([...given.map(([name]) => name), ...gone, 'version']);
  const sets = given.map(([name]) => `#${name} = :${name}`).join(', ');
  const removes = gone.map((name) => `#${name}`).join(', ');
  return {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: `SET ${sets}${removes && ` REMOVE ${removes}`}`,
      ConditionExpression: from ? '#version = :asRead' : 'attribute_not_exists(#version)',
      ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
        ...(from && { ':asRead': from.version }),
      },
    },
  };
};

/** The occasion, the row and what else goes with it, together. */
export const moveRow = async (
  { db, name: table }: Table,
  waiting: Waiting,
  occasion: VendorEvent,
  row: TransactItems[number],
  others: TransactItems = [],
): Promise<'moved' | 'changed' | 'repeated'> => {
  const outcome = await transact(db, [inboxPut(table, occasion), row, ...others], waiting);
  if (outcome.kind === 'committed') return 'moved';
  return outcome.failed[0] ? 'repeated' : 'changed';
};
