import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { MOST_WAITING } from '../../contracts/api/operator-contests.ts';
import type { BusinessId, FeeId } from '../../contracts/ids.ts';
import type { Contest } from '../../domain/contest/contest.ts';
import type { WaitingContests } from '../../domain/contest/ports.ts';
import type { Table } from './client.ts';
import { DUE_INDEX, keys } from './keys.ts';
import { findRow } from './versioned-row.ts';

/** A shard of the due index that never comes due: a partition of all businesses would be one that owners write to. */
const SHARD = 'CONTESTS';

/** A row of its own beside the contest's, which stands in the index for the day on which somebody has to be told. */
export const inReview = ({ businessId, feeId, at }: Contest) => ({
  ...keys.contestInReview(businessId, feeId),
  v: 1,
  businessId,
  feeId,
  duePk: SHARD,
  dueSk: `${at}#${feeId}`,
});

export const dynamoWaitingContests = ({ db, name: table }: Table): WaitingContests => ({
  async list() {
    const pages = paginateQuery(
      { client: db, pageSize: MOST_WAITING },
      {
        TableName: table,
        IndexName: DUE_INDEX,
        KeyConditionExpression: 'duePk = :pk',
        ExpressionAttributeValues: { ':pk': SHARD },
      },
    );
    const waiting: Contest[] = [];
    for await (const { Items = [] } of pages) {
      const found = await Promise.all(
        Items.map(({ businessId, feeId }) =>
          findRow<Contest>(db, table, keys.contest(businessId as BusinessId, feeId as FeeId)),
        ),
      );
      // The index lags: one may have been decided a moment ago.
      waiting.push(...found.flatMap((one) => (one?.state === 'in_review' ? [one] : [])));
      if (waiting.length >= MOST_WAITING) break;
    }
    return waiting.slice(0, MOST_WAITING);
  },
});
