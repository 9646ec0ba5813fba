import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { MOST_LOOKED_THROUGH } from '../../contracts/api/calls.ts';
import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Appointment } from '../../domain/appointment/appointment.ts';
import type { AuditEntry } from '../../domain/audit/audit-entry.ts';
import { judgeChain } from '../../domain/audit/judge-chain.ts';
import type { Call } from '../../domain/call/call.ts';
import type { Customer } from '../../domain/customer/customer.ts';
import type { Fee } from '../../domain/fee/fee.ts';
import type { Lists, Page, PageWanted } from '../../domain/lists/ports.ts';
import type { Remark } from '../../domain/remark/remark.ts';
import type { Text } from '../../domain/text/text.ts';
import { sha256 } from '../../runtime/hashing.ts';
import { dynamoAuditTrail } from './audit.ts';
import { callStory } from './call-stories.ts';
import type { Table } from './client.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { keys, LISTED_INDEX, type List, listPlace } from './keys.ts';
import { nounOf } from './rows.ts';
import { rowsBelow } from './rows-below.ts';

type Row = Readonly<Record<string, unknown>>;

/** Whoever wants few of a search still has many looked through: so many places of the index at a time. */
const LOOKED_THROUGH_AT_ONCE = 50;

/** After every character that an instant is written with, and before none. */
const AFTER_ALL = '\uffff';

/** Keys of the index end with their instant, and BETWEEN has both its ends: `until` itself is no more wanted. */
const justBefore = (until: string): string =>
  until === AFTER_ALL ? until : new Date(Date.parse(until) - 1).toISOString();

const cursorAt = (row: Row, sort: string): string =>
  writeCursor({ sort: String(row[sort]), sk: String(row.sk) });

/** What a list is kept in: the index, or the rows' own order. `prefix` stands before each instant. */
type Kept = {
  readonly index: typeof LISTED_INDEX | undefined;
  readonly pk: string;
  readonly prefix: string;
  readonly newestFirst: boolean;
};

export const dynamoLists = ({ db, name: table }: Table): Lists => {
  /** The index has keys only; what is shown is what stands now. */
  const rowAt = async ({ pk, sk }: Row): Promise<Row | undefined> =>
    (await db.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }))).Item;

  /** Rows, or of the index what it has of them, each with the cursor that leads beyond it. */
  const rowsIn = async (
    { index, pk, prefix, newestFirst }: Kept,
    { limit, cursor, from = '0', until = AFTER_ALL }: PageWanted,
  ): Promise<Page<Row>> => {
    const sort = index ? 'listSk' : 'sk';
    const [first, last] = [`${prefix}${from}`, `${prefix}${index ? justBefore(until) : until}`];
    const place = cursor === undefined ? undefined : readCursor(cursor, [first, last]);
    // DynamoDB refuses an end before the beginning.
    if (last < first) return { items: [] };
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: '#pk = :pk AND #sort BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#pk': 'pk', '#sort': sort },
        ExpressionAttributeValues: { ':pk': pk, ':first': first, ':last': last },
        ScanIndexForward: !newestFirst,
        Limit: limit,
        ...(place && { ExclusiveStartKey: { pk, sk: place.sk, [sort]: place.sort } }),
      }),
    );
    return { items: Items, next: LastEvaluatedKey && cursorAt(LastEvaluatedKey, sort) };
  };

  const page = async <Item extends { readonly v: 1 }>(
    kept: Kept,
    wanted: PageWanted,
  ): Promise<Page<Item>> => {
    const { items, next } = await rowsIn(kept, wanted);
    const rows = kept.index ? await Promise.all(items.map(rowAt)) : items;
    return { items: rows.flatMap((row) => (row ? [nounOf<Item>(row as { v: 1 })] : [])), next };
  };

  /** Looks through so many rows at most: whoever wants more goes on from there. */
  const lookThrough = async <Item>(
    kept: Kept,
    wanted: PageWanted,
    read: (place: Row) => Promise<Item | undefined>,
    isWanted: (item: Item) => boolean,
  ): Promise<Page<Item>> => {
    const items: Item[] = [];
    let { cursor } = wanted;
    let limit = wanted.limit;
    for (let seen = 0; seen < MOST_LOOKED_THROUGH; ) {
      const { items: places, next } = await rowsIn(kept, { ...wanted, limit, cursor });
      seen += places.length;
      // The first page is whole where nothing is searched for; whoever searches goes on in larger steps.
      limit = Math.min(Math.max(limit, LOOKED_THROUGH_AT_ONCE), Math.max(MOST_LOOKED_THROUGH - seen, 1));
      const found = await Promise.all(places.map(read));
      for (const [index, item] of found.entries()) {
        if (!item || !isWanted(item)) continue;
        items.push(item);
        if (items.length < wanted.limit) continue;
        const isLast = next === undefined && index === found.length - 1;
        return { items, next: isLast ? undefined : cursorAt(places[index] as Row, 'listSk') };
      }
      if (next === undefined) return { items };
      cursor = next;
    }
    return { items, next: cursor };
  };

  const inIndex = (id: BusinessId, list: List, newestFirst = true): Kept => ({
    index: LISTED_INDEX,
    ...listPlace(id, list),
    newestFirst,
  });

  return {
    callStories: (id, wanted, isWanted) =>
      lookThrough(
        inIndex(id, 'calls'),
        wanted,
        ({ sk }) => callStory({ db, name: table }, id, String(sk) as CallId),
        ({ call }) => isWanted(call),
      ),
    remarks: (id, list, wanted) => page<Remark>(inIndex(id, list), wanted),
    calls: (id, wanted) => page<Call>(inIndex(id, 'calls'), wanted),
    appointments: (id, wanted) => page<Appointment>(inIndex(id, 'appointments', false), wanted),
    fees: (id, wanted) => page<Fee>(inIndex(id, 'fees'), wanted),
    texts: (id, wanted) => page<Text>(inIndex(id, 'texts'), wanted),
    customers: (id, wanted, isWanted = () => true) =>
      lookThrough(
        inIndex(id, 'customers'),
        wanted,
        async (place) => {
          const row = await rowAt(place);
          return row && nounOf<Customer>(row as { v: 1 });
        },
        isWanted,
      ),
    audit: (id, wanted) => {
      const { pk } = keys.audit(id, '', '');
      return page<AuditEntry>({ index: undefined, pk, prefix: '', newestFirst: true }, wanted);
    },

    auditChain: (id) => judgeChain(sha256, dynamoAuditTrail({ db, name: table }), id),

    async story(id, appointmentId) {
      const { pk, sk } = keys.appointment(id, appointmentId);
      const rows = await rowsBelow({ db, name: table }, pk, sk);
      // An id that begins like this one is another appointment's.
      const named = (part: string) => rows.filter((row) => String(row.sk).startsWith(`${sk}${part}`));
      const [appointment] = rows.filter((row) => row.sk === sk);
      const [fee] = named('#FEE');
      return (
        appointment && {
          appointment: nounOf<Appointment>(appointment),
          fee: fee && nounOf<Fee>(fee),
          texts: named('#TEXT#').map((row) => nounOf<Text>(row)),
        }
      );
    },
  };
};
