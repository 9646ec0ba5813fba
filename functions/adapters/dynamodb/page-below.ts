import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page, PageWanted } from '../../domain/lists/ports.ts';
import type { Table } from './client.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Key } from './keys.ts';
import { nounOf } from './rows.ts';

/** After every character that a sort key of ours is written with. */
const AFTER_ALL = '\uffff';

/**
 * A page of the rows of a partition whose sort key begins like that of `first`, in its order. Refuses with
 * `cursor_invalid` what is no place among them.
 */
export const pageBelow = async <Noun extends { readonly v: 1 }>(
  { db, name: table }: Table,
  { pk, sk: begins }: Key,
  { limit, cursor }: Pick<PageWanted, 'limit' | 'cursor'>,
): Promise<Page<Noun>> => {
  const place = cursor === undefined ? undefined : readCursor(cursor, [begins, `${begins}${AFTER_ALL}`]);
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':first': begins, ':last': `${begins}${AFTER_ALL}` },
      Limit: limit,
      ...(place && { ExclusiveStartKey: { pk, sk: place.sort } }),
    }),
  );
  const sk = LastEvaluatedKey && String(LastEvaluatedKey.sk);
  return {
    items: Items.map((row) => nounOf<Noun>(row as { v: 1 } & Record<string, unknown>)),
    next: sk === undefined ? undefined : writeCursor({ sort: sk, sk }),
  };
};
