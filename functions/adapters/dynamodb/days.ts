import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DayDocument } from '../../domain/schedule/availability.ts';
import type { DayDocuments } from '../../domain/schedule/ports.ts';
import type { Table } from './client.ts';
import { dayDocument } from './day-documents.ts';
import { keys } from './keys.ts';

/** Never cached: who looks for a free time wants to know what is taken now. */
export const dynamoDays = ({ db, name: table }: Table): DayDocuments => ({
  async read(businessId, firstDay, lastDay) {
    const { pk, sk: first } = keys.day(businessId, firstDay);
    const days = new Map<string, DayDocument>();
    const pages = paginateQuery(
      { client: db },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':first': first,
          ':last': keys.day(businessId, lastDay).sk,
        },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const document of Items.map(dayDocument)) days.set(document.day, document);
    }
    return days;
  },
});
