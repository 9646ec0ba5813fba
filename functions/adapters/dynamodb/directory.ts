import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { BusinessId } from '../../contracts/ids.ts';
import type { Described } from '../../domain/business/ports.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Directory } from '../../domain/operator/ports.ts';
import type { Table } from './client.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { inDirectory } from './in-directory.ts';
import { DUE_INDEX, keys } from './keys.ts';
import { nounOf } from './rows.ts';

/** Before and after every id of a business. */
const ALL = ['biz_', 'biz_\uffff'] as const;

/** Where a page ended, by the id of its last business; a cursor of another list names none. */
const placeOf = (cursor: string) => {
  const id = BusinessId.safeParse(readCursor(cursor, ALL).sort);
  if (!id.success) throw new Refusal('cursor_invalid');
  return { ...keys.configuration(id.data), ...inDirectory(id.data) };
};

export const dynamoDirectory = ({ db, name: table }: Table): Directory => ({
  async list({ limit, cursor }) {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: DUE_INDEX,
        KeyConditionExpression: 'duePk = :pk',
        ExpressionAttributeValues: { ':pk': inDirectory('biz_' as BusinessId).duePk },
        Limit: limit,
        ...(cursor !== undefined && { ExclusiveStartKey: placeOf(cursor) }),
      }),
    );
    const next =
      LastEvaluatedKey &&
      writeCursor({ sort: String(LastEvaluatedKey.dueSk), sk: String(LastEvaluatedKey.sk) });
    return { items: Items.map((row) => nounOf<Described>(row)), next };
  },
});
