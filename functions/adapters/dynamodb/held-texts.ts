import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { AppointmentId } from '../../contracts/ids.ts';
import type { HeldTexts } from '../../domain/text/ports.ts';
import type { Confirmation, SuppressionReason } from '../../domain/text/text.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { nounOf } from './rows.ts';

const NOT_REGISTERED: SuppressionReason = 'not_registered';

/** All of the partition is read, once for each time that carriers agree: an index may not have the latest of them yet. */
export const dynamoHeldTexts = ({ db, name: table }: Table): HeldTexts => ({
  async *of(businessId) {
    const { pk } = keys.appointment(businessId, '' as AppointmentId);
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'suppressedBecause = :because',
        ExpressionAttributeValues: { ':pk': pk, ':because': NOT_REGISTERED },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages)
      for (const row of Items) yield nounOf<Confirmation>(row as { v: 1 });
  },
});
