import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import type { AppointmentId, BusinessId, CallId } from '../../functions/contracts/ids.ts';
import type { Row, RowSource, TranscriptSource, Wanted } from './source.ts';

const endOf = (startsAt: string, minutes: number): string =>
  new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();

/** Whether an appointment takes some of that time. */
export const overlaps = (row: Row, { startsAt, durationMinutes }: Wanted): boolean => {
  const { startsAt: start, durationMinutes: minutes } = row;
  if (typeof start !== 'string' || typeof minutes !== 'number') return false;
  return start < endOf(startsAt, durationMinutes) && startsAt < endOf(start, minutes);
};

/** The table of a stage, or of the local cloud, with an operator's credentials. Reads only. */
export const tableRows = ({ db, name }: Table): RowSource => {
  const query = async (input: Omit<QueryCommandInput, 'TableName'>): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const page of paginateQuery({ client: db }, { TableName: name, ...input })) {
      rows.push(...(page.Items ?? []));
    }
    return rows;
  };
  const at = async ({ pk, sk }: { readonly pk: string; readonly sk: string }): Promise<Row | undefined> =>
    (
      await query({
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      })
    )[0];

  return {
    business: (id) => at(keys.configuration(id as BusinessId)),
    call: (id, callId) => at(keys.call(id as BusinessId, callId as CallId)),
    around: async (id, appointmentId) => {
      const { pk, sk } = keys.appointment(id as BusinessId, appointmentId as AppointmentId);
      return query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      });
    },
    overlapping: async (wanted) => {
      const { pk } = keys.appointment(wanted.businessId as BusinessId, '' as AppointmentId);
      const rows = await query({
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_exists(startsAt) AND startsAt < :end',
        ExpressionAttributeValues: {
          ':pk': pk,
          ':end': endOf(wanted.startsAt, wanted.durationMinutes),
        },
      });
      return rows.filter((row) => row.status === 'booked' && overlaps(row, wanted));
    },
  };
};

export const bucketTranscripts = (s3: S3Client, bucket: string): TranscriptSource => ({
  async read(key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  },
});
