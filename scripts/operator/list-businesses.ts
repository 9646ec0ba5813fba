import { paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { inDirectory } from '../../functions/adapters/dynamodb/in-directory.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { BusinessId } from '../../functions/contracts/ids.ts';

/** Puts businesses that were opened before there was a directory into it; how many that were. */
export type ListBusinesses = () => Promise<number>;

const { sk: CONFIGURATION } = keys.configuration('biz_' as BusinessId);

/** Looks at every row, which only an operator's own credentials may. Run again, it finds nothing. */
export const listBusinesses =
  ({ db, name: table }: Table): ListBusinesses =>
  async () => {
    let listed = 0;
    const pages = paginateScan(
      { client: db },
      {
        TableName: table,
        FilterExpression: 'sk = :configuration AND attribute_not_exists(duePk)',
        ExpressionAttributeValues: { ':configuration': CONFIGURATION },
        ProjectionExpression: 'id',
      },
    );
    for await (const { Items = [] } of pages) {
      for (const item of Items) {
        const id = BusinessId.parse(item.id);
        const { duePk, dueSk } = inDirectory(id);
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: keys.configuration(id),
            UpdateExpression: 'SET duePk = :pk, dueSk = :sk',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':pk': duePk, ':sk': dueSk },
          }),
        );
        listed += 1;
      }
    }
    return listed;
  };
