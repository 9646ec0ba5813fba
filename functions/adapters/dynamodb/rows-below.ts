import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';

/** All rows of a partition whose sort key begins so, as they stand now. For few: they are read at once. */
export const rowsBelow = async (
  { db, name: table }: Table,
  pk: string,
  begins: string,
): Promise<Record<string, unknown>[]> => {
  const rows: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: db },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :begins)',
      ExpressionAttributeValues: { ':pk': pk, ':begins': begins },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) rows.push(...Items);
  return rows;
};
