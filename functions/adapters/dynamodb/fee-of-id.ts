import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AppointmentId, BusinessId, FeeId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Fee } from '../../domain/fee/fee.ts';
import type { Table } from './client.ts';
import { keys, LISTED_INDEX, listPlace } from './keys.ts';
import { nounOf } from './rows.ts';

/**
 * A fee by its own id, which is made of its appointment's: the index of fees has nothing but keys, so that thousands are one
 * page of it, the latest first.
 */
export const feeOfId =
  ({ db, name: table }: Table, ids: Pick<DerivedIds, 'fee'>) =>
  async (businessId: BusinessId, feeId: FeeId): Promise<Fee | undefined> => {
    const { pk, prefix } = listPlace(businessId, 'fees');
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        IndexName: LISTED_INDEX,
        KeyConditionExpression: 'pk = :pk AND begins_with(listSk, :fees)',
        ExpressionAttributeValues: { ':pk': pk, ':fees': prefix },
        ScanIndexForward: false,
      },
    );
    for await (const { Items = [] } of pages) {
      const found = Items.map(({ sk }) => String(sk).split('#')[0] as AppointmentId).find(
        (appointmentId) => ids.fee(appointmentId) === feeId,
      );
      if (found === undefined) continue;
      const Key = keys.fee(businessId, found);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && nounOf<Fee>(Item);
    }
    return undefined;
  };
