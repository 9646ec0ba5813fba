import * as fc from 'fast-check';
import { conditions, projections, rendered, updates } from './generated-expressions.ts';
import { attributes, type Pieces } from './generated-values.ts';
import type { Wire } from './subject.ts';
import { key, S } from './values.ts';

/** One request, made for a table and for a name that keeps its partitions from those of other histories. */
export type Step = { readonly action: string; readonly input: (table: string, history: string) => Wire };

type Place = { readonly pk: string; readonly sk: string };
const places: fc.Arbitrary<Place> = fc.record({
  pk: fc.constantFrom('p', 'q'),
  sk: fc.constantFrom('1', '2', '10'),
});
const at = ({ pk, sk }: Place, history: string) => key(`${history}${pk}`, sk);

/** `g` and `h` are the keys of an index; now and then of a type that no index takes. */
const marks = fc.record(
  {
    g: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('x', 'y').map((mark) => ({ mark })) },
      fc.constant(undefined),
    ),
    h: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('1', '2').map(S) },
      fc.constantFrom({ N: '1' }, { S: '' }),
    ),
  },
  { requiredKeys: [] },
);
type Row = { readonly attributes: Wire; readonly marks: { g?: { mark: string } | undefined; h?: Wire } };
const rows: fc.Arbitrary<Row> = fc.record({ attributes, marks });
const itemOf = (place: Place, row: Row, history: string): Wire => ({
  ...row.attributes,
  ...('g' in row.marks && { g: row.marks.g ? S(`${history}${row.marks.g.mark}`) : { N: '1' } }),
  ...(row.marks.h && { h: row.marks.h }),
  ...at(place, history),
});

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>, freq = 1) =>
  fc.option(arbitrary, { nil: undefined, freq });
const old = fc.constantFrom<Wire>({}, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });

const puts = fc.record({ place: places, row: rows, condition: maybe(conditions), old }).map((part) => ({
  Put: (table: string, history: string) => ({
    TableName: table,
    Item: itemOf(part.place, part.row, history),
    ...rendered({ ConditionExpression: part.condition }),
    ...part.old,
  }),
  place: part.place,
}));
const deletes = fc.record({ place: places, condition: maybe(conditions), old }).map((part) => ({
  Delete: (table: string, history: string) => ({
    TableName: table,
    Key: at(part.place, history),
    ...rendered({ ConditionExpression: part.condition }),
    ...part.old,
  }),
  place: part.place,
}));
const moves: fc.Arbitrary<Pieces> = fc.constantFrom<Pieces>(
  ['REMOVE g'],
  ['SET h = ', { value: S('2') }],
  ['SET h = a'],
  ['REMOVE h, a'],
);
const changes = fc
  .record({
    place: places,
    update: fc.oneof({ weight: 4, arbitrary: updates }, moves),
    condition: maybe(conditions),
    old,
  })
  .map((part) => ({
    Update: (table: string, history: string) => ({
      TableName: table,
      Key: at(part.place, history),
      ...rendered({ UpdateExpression: part.update, ConditionExpression: part.condition }),
      ...part.old,
    }),
    place: part.place,
  }));
const checks = fc.record({ place: places, condition: conditions, old }).map((part) => ({
  ConditionCheck: (table: string, history: string) => ({
    TableName: table,
    Key: at(part.place, history),
    ...rendered({ ConditionExpression: part.condition }),
    ...part.old,
  }),
  place: part.place,
}));

type Part = { readonly place: Place } & Readonly<Record<string, unknown>>;
type Make = (table: string, history: string) => Wire;
const made = (part: Part): readonly [string, Make] => {
  const [entry] = Object.entries(part).filter(([name]) => name !== 'place');
  return entry as [string, Make];
};

/** A request that one action makes by itself: `Put` is `PutItem`. */
const single = (parts: fc.Arbitrary<Part>, returned: readonly string[]): fc.Arbitrary<Step> =>
  fc.tuple(parts, fc.constantFrom(...returned)).map(([part, ReturnValues]) => {
    const [name, make] = made(part);
    return { action: `${name}Item`, input: (table, history) => ({ ...make(table, history), ReturnValues }) };
  });

const transactions: fc.Arbitrary<Step> = fc
  .uniqueArray(fc.oneof<fc.Arbitrary<Part>[]>(puts, deletes, changes, checks), {
    minLength: 1,
    maxLength: 4,
    selector: ({ place }) => `${place.pk}${place.sk}`,
  })
  .map((parts) => ({
    action: 'TransactWriteItems',
    input: (table, history) => ({
      TransactItems: parts.map((part) => {
        const [name, make] = made(part);
        return { [name]: make(table, history) };
      }),
    }),
  }));

const batches: fc.Arbitrary<Step> = fc
  .array(fc.record({ place: places, row: maybe(rows) }), { minLength: 1, maxLength: 4 })
  .map((parts) => ({
    action: 'BatchWriteItem',
    input: (table, history) => ({
      RequestItems: {
        [table]: parts.map(({ place, row }) =>
          row
            ? { PutRequest: { Item: itemOf(place, row, history) } }
            : { DeleteRequest: { Key: at(place, history) } },
        ),
      },
    }),
  }));

const reads: fc.Arbitrary<Step> = fc
  .record({ place: places, projection: maybe(projections) })
  .map(({ place, projection }) => ({
    action: 'GetItem',
    input: (table, history) => ({
      TableName: table,
      Key: at(place, history),
      ...rendered({ ProjectionExpression: projection }),
    }),
  }));

const several: fc.Arbitrary<Step> = fc
  .record({
    list: fc.array(places, { minLength: 1, maxLength: 3 }),
    transact: fc.boolean(),
    projection: maybe(projections),
  })
  .map(({ list, transact, projection }) => ({
    action: transact ? 'TransactGetItems' : 'BatchGetItem',
    input: (table, history) => {
      const shown = rendered({ ProjectionExpression: projection });
      const keys = list.map((place) => at(place, history));
      return transact
        ? { TransactItems: keys.map((Key) => ({ Get: { TableName: table, Key, ...shown } })) }
        : { RequestItems: { [table]: { Keys: keys, ...shown } } };
    },
  }));

const sortConditions: fc.Arbitrary<Pieces> = fc.oneof(
  fc.constant<Pieces>([]),
  fc
    .tuple(fc.constantFrom('=', '<', '<=', '>', '>='), fc.constantFrom('1', '10', '2', '3', ''))
    .map(([operator, sk]): Pieces => [` AND sk ${operator} `, { value: S(sk) }]),
  fc.constantFrom('1', '2').map((sk): Pieces => [' AND begins_with(sk, ', { value: S(sk) }, ')']),
  fc.constant<Pieces>([' AND sk BETWEEN ', { value: S('1') }, ' AND ', { value: S('2') }]),
);
const queries: fc.Arbitrary<Step> = fc
  .record({
    pk: fc.constantFrom('p', 'q'),
    sort: sortConditions,
    filter: maybe(conditions),
    Limit: maybe(fc.integer({ min: 0, max: 4 })),
    ScanIndexForward: fc.boolean(),
    start: maybe(places, 4),
  })
  .map(({ pk, sort, filter, Limit, ScanIndexForward, start }) => ({
    action: 'Query',
    input: (table, history) => ({
      TableName: table,
      ...rendered({
        KeyConditionExpression: ['pk = ', { value: S(`${history}${pk}`) }, ...sort],
        FilterExpression: filter,
      }),
      ScanIndexForward,
      ...(Limit !== undefined && { Limit }),
      ...(start && { ExclusiveStartKey: at(start, history) }),
    }),
  }));

/** Rows of one key have no order in an index, so each is asked for by both keys, and in whole. */
const indexed: fc.Arbitrary<Step> = fc
  .record({
    g: fc.constantFrom('x', 'y'),
    IndexName: fc.constantFrom('all', 'keys'),
    filter: maybe(conditions),
  })
  .map(({ g, IndexName, filter }) => ({
    action: 'Query',
    input: (table, history) => ({
      TableName: table,
      IndexName,
      ...rendered({
        KeyConditionExpression: ['g = ', { value: S(`${history}${g}`) }],
        FilterExpression: filter,
      }),
    }),
  }));

export const histories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: single(puts, ['NONE', 'ALL_OLD']) },
    { weight: 2, arbitrary: single(deletes, ['NONE', 'ALL_OLD']) },
    { weight: 5, arbitrary: single(changes, ['ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']) },
    { weight: 5, arbitrary: transactions },
    { weight: 2, arbitrary: batches },
    { weight: 1, arbitrary: reads },
    { weight: 2, arbitrary: several },
    { weight: 3, arbitrary: queries },
    { weight: 2, arbitrary: indexed },
  ),
  { minLength: 5, maxLength: 25, size: 'max' },
);
