import { GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { CloudGreetEvent } from '../../contracts/events.ts';
import type { DueIndex, DueRow, Outbox } from '../../domain/announcement/ports.ts';
import { log } from '../../runtime/log.ts';
import { count } from '../../runtime/metrics.ts';
import type { Table } from './client.ts';
import { ifItHolds } from './if-it-holds.ts';
import { DUE_INDEX, dueKeys, dueShard, keys } from './keys.ts';

/** A condition that no longer holds means that somebody was faster, which is what was wanted. */
const unlessOvertaken = async (write: Promise<unknown>): Promise<void> => void (await ifItHolds(write));

export const dynamoOutbox = ({ db, name: table }: Table): Outbox => ({
  settle: ({ row, event }) =>
    unlessOvertaken(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: row.pk, sk: row.sk },
          UpdateExpression: 'REMOVE duePk, dueSk',
          // A row that also has unfinished work keeps its place in the index.
          ConditionExpression: '#event.#id = :id AND attribute_exists(duePk) AND attribute_not_exists(wake)',
          ExpressionAttributeNames: { '#event': 'event', '#id': 'id' },
          ExpressionAttributeValues: { ':id': event.id },
        }),
      ),
    ),
  postpone: ({ row, event, dueAtMs }, toMs) =>
    unlessOvertaken(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: row.pk, sk: row.sk },
          UpdateExpression: 'SET duePk = :pk, dueSk = :sk',
          ConditionExpression: 'dueSk = :was',
          ExpressionAttributeValues: {
            ':pk': dueKeys(toMs, event.id).duePk,
            ':sk': dueKeys(toMs, event.id).dueSk,
            ':was': dueKeys(dueAtMs, event.id).dueSk,
          },
        }),
      ),
    ),
});

/** How long a row that this code cannot read is left for a newer version to read. */
const SET_ASIDE_MS = 10 * 60_000;

const dueRow = (item: Readonly<Record<string, unknown>>): DueRow | undefined => {
  const repeats = item.wake !== undefined;
  const event = CloudGreetEvent.safeParse(repeats ? item.wake : item.event);
  if (!event.success) return undefined;
  return {
    row: { pk: String(item.pk), sk: String(item.sk) },
    event: event.data,
    dueAtMs: Date.parse(String(item.dueSk).split('#')[0] ?? ''),
    repeatEverySeconds: repeats ? Number(item.wakeEverySeconds) : undefined,
  };
};

export const dynamoDueIndex = ({ db, name: table }: Table): DueIndex => {
  /** Written by a version of the code that this one does not know: kept in the index, counted, in nobody's way. */
  const setAside = async (item: Readonly<Record<string, unknown>>): Promise<void> => {
    log.error('due.unreadable', { pk: item.pk, sk: item.sk });
    count('DueRowUnreadable');
    const [dueAt = '', id = ''] = String(item.dueSk).split('#');
    const later = dueKeys(Date.parse(dueAt) + SET_ASIDE_MS, id);
    await unlessOvertaken(
      db.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: item.pk, sk: item.sk },
          UpdateExpression: 'SET duePk = :pk, dueSk = :sk',
          ConditionExpression: 'dueSk = :was',
          ExpressionAttributeValues: { ':pk': later.duePk, ':sk': later.dueSk, ':was': item.dueSk },
        }),
      ),
    );
  };

  return {
    async watermark() {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: keys.watermark(), ConsistentRead: true }),
      );
      return Item && Number(Item.releasedToMs);
    },
    advance: (toMs) =>
      unlessOvertaken(
        db.send(
          new PutCommand({
            TableName: table,
            Item: { ...keys.watermark(), v: 1, releasedToMs: toMs },
            ConditionExpression: 'attribute_not_exists(pk) OR releasedToMs < :to',
            ExpressionAttributeValues: { ':to': toMs },
          }),
        ),
      ),
    async *dueIn(minuteStartMs) {
      const pages = paginateQuery(
        { client: db, pageSize: 100 },
        {
          TableName: table,
          IndexName: DUE_INDEX,
          KeyConditionExpression: 'duePk = :shard',
          ExpressionAttributeValues: { ':shard': dueShard(minuteStartMs) },
        },
      );
      for await (const page of pages) {
        const rows: DueRow[] = [];
        for (const item of page.Items ?? []) {
          const row = dueRow(item);
          if (row) rows.push(row);
          else await setAside(item);
        }
        yield rows;
      }
    },
  };
};
