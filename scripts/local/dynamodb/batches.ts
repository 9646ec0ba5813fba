import { consumedByTable, createMeter, readUnits, writeUnits } from './capacity.ts';
import { checkedAttributes } from './checked-value.ts';
import { type Database, nameOfTable, objectIn, structure, tableNamed } from './database.ts';
import { expressionsOf } from './expression/request-expressions.ts';
import { invalid } from './failure.ts';
import { refuseFormerApi } from './former-api.ts';
import { placeOfKey } from './key-schema.ts';
import { seen } from './ordered-rows.ts';
import { imageAt, readWrite } from './planned-write.ts';
import { placeId, writeImage } from './table.ts';
import type { Input, WireItem } from './wire.ts';

const MOST_WRITES = 25;
const MOST_KEYS = 100;
/** Bytes of items that one BatchGetItem gives; the rest it leaves. */
const MOST_BYTES_READ = 16 * 1024 * 1024;

const refuseDuplicates = (ids: readonly string[]): void => {
  if (new Set(ids).size < ids.length) throw invalid('Provided list of item keys contains duplicates');
};

const requestItems = (input: Input, action: string): [string, unknown][] => {
  const entries = Object.entries(objectIn(input, 'RequestItems'));
  if (entries.length === 0) throw invalid(`${action} cannot have a null or no requests set`);
  return entries;
};

const readEntry = (db: Database, table: string, request: Input) => {
  const put = request.PutRequest as Input | undefined;
  const remove = request.DeleteRequest as Input | undefined;
  if ((put === undefined) === (remove === undefined)) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  const TableName = nameOfTable(table);
  return {
    table,
    request,
    read: put
      ? readWrite(db, 'Put', { TableName, Item: put.Item })
      : readWrite(db, 'Delete', { TableName, Key: remove?.Key }),
  };
};

/** BatchWriteItem: each write by itself. What a hook leaves or a transaction holds comes back as unprocessed. */
export const batchWrite = (db: Database, input: Input): Record<string, unknown> => {
  const meter = createMeter(input);
  const requests = requestItems(input, 'BatchWriteItem').flatMap(([table, list]) => {
    if (!Array.isArray(list) || list.length === 0) {
      throw invalid(`The batch write request list for a table cannot be null or empty: ${table}`);
    }
    return list.map((request) => ({ table, request: structure(request) }));
  });
  if (requests.length > MOST_WRITES) throw invalid('Too many items requested for the BatchWriteItem call');
  const writes = requests
    .map(({ table, request }) => readEntry(db, table, request))
    .map((entry) => ({ ...entry, write: entry.read() }));
  refuseDuplicates(writes.map(({ write }) => `${write.table.name}\0${placeId(write.place)}`));

  const left: Record<string, Input[]> = {};
  for (const [index, { table: asked, request, write }] of writes.entries()) {
    const { table, place } = write;
    if (db.leaves('BatchWriteItem', index) || table.locks.has(placeId(place))) {
      left[asked] = [...(left[asked] ?? []), request];
      continue;
    }
    const before = imageAt(write);
    const after = write.next(before);
    const units = writeImage(table, db.around, place, after);
    meter?.table(table.name, writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)));
    meter?.indexes(table.name, units);
  }
  return { UnprocessedItems: left, ...consumedByTable(meter) };
};

/** BatchGetItem: each read by itself. What a hook leaves or would be too much comes back as unprocessed. */
export const batchGet = (db: Database, input: Input): Record<string, unknown> => {
  const meter = createMeter(input);
  const requests = requestItems(input, 'BatchGetItem').map(([asked, options]) => {
    const request = structure(options);
    refuseFormerApi(request);
    const { projection } = expressionsOf(request);
    const keys = request.Keys;
    if (!Array.isArray(keys) || keys.length === 0) {
      throw invalid(`The list of keys in RequestItems for BatchGetItem is required: ${asked} has empty list`);
    }
    return { asked, request, projection, keys: keys as Input[] };
  });
  if (requests.reduce((total, { keys }) => total + keys.length, 0) > MOST_KEYS) {
    throw invalid('Too many items requested for the BatchGetItem call');
  }
  const responses: Record<string, WireItem[]> = {};
  const left: Record<string, Record<string, unknown>> = {};
  let index = -1;
  let bytes = 0;
  for (const { asked, request, projection, keys } of requests) {
    const table = tableNamed(db, nameOfTable(asked));
    const isConsistent = request.ConsistentRead === true;
    const places = keys.map((key) => placeOfKey(table.key, checkedAttributes(key)));
    refuseDuplicates(places.map(placeId));
    const found: WireItem[] = [];
    const unread: Input[] = [];
    responses[asked] = found;
    for (const [position, { hash, order }] of places.entries()) {
      index += 1;
      const row = table.rows.find(hash, order);
      const image = row && seen(row, db.around.now(), isConsistent);
      if (db.leaves('BatchGetItem', index) || bytes + (image?.size ?? 0) > MOST_BYTES_READ) {
        unread.push(keys[position] as Input);
        continue;
      }
      bytes += image?.size ?? 0;
      meter?.table(table.name, readUnits(image?.size ?? 0, isConsistent));
      if (image) found.push(projection ? projection.keep(image.item) : image.item);
    }
    if (unread.length > 0) left[asked] = { ...request, Keys: unread };
  }
  return { Responses: responses, UnprocessedKeys: left, ...consumedByTable(meter) };
};
