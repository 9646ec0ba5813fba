import { consumedByTable, createMeter, readUnits } from './capacity.ts';
import { checkedAttributes } from './checked-value.ts';
import { type Database, objectIn, structure, tableName, tableNamed } from './database.ts';
import { expressionsOf } from './expression/request-expressions.ts';
import { invalid } from './failure.ts';
import { placeOfKey, refuseEmptyKey } from './key-schema.ts';
import { imageAt } from './planned-write.ts';
import { placeId } from './table.ts';
import {
  CONFLICT,
  cancelled,
  NONE,
  type Reason,
  refuseSameItem,
  TWICE,
  transactItems,
  validationReason,
} from './transact-write.ts';
import type { Input } from './wire.ts';

/** TransactGetItems: all items as of one moment, or none where a transaction holds one of them. */
export const transactGet = (db: Database, input: Input): Record<string, unknown> => {
  const meter = createMeter(input);
  const requests = transactItems(input).map((entry) => {
    if (entry.Get === undefined)
      throw invalid('Invalid Request: TransactGetRequest should contain Get request');
    const get = structure(entry.Get);
    const { projection } = expressionsOf(get);
    return { get, projection, name: tableName(get), key: checkedAttributes(objectIn(get, 'Key')) };
  });
  const reasons: Reason[] = [];
  const reads = requests.flatMap(({ name, key, projection }) => {
    const table = tableNamed(db, name);
    refuseEmptyKey(table.key, key);
    try {
      const place = placeOfKey(table.key, key);
      reasons.push(table.locks.has(placeId(place)) ? CONFLICT : NONE);
      return [{ table, place, projection }];
    } catch (error) {
      reasons.push(validationReason(error));
      return [];
    }
  });
  if (reads.length === requests.length) {
    refuseSameItem(reads.map(({ table, place }) => `${table.name}\0${placeId(place)}`));
  }
  if (reasons.some((reason) => reason !== NONE)) throw cancelled(reasons);
  const responses = reads.map(({ table, place, projection }) => {
    const image = imageAt({ table, place });
    meter?.table(table.name, TWICE * readUnits(image?.size ?? 0, true));
    if (!image) return {};
    return { Item: projection ? projection.keep(image.item) : image.item };
  });
  return { Responses: responses, ...consumedByTable(meter) };
};
