import { consumed, createMeter, readUnits } from './capacity.ts';
import { checkedAttributes } from './checked-value.ts';
import { type Database, objectIn, tableName, tableNamed } from './database.ts';
import { expressionsOf } from './expression/request-expressions.ts';
import { refuseFormerApi } from './former-api.ts';
import { placeOfKey } from './key-schema.ts';
import { seen } from './ordered-rows.ts';
import type { Input } from './wire.ts';

export const getItem = (db: Database, input: Input): Record<string, unknown> => {
  const meter = createMeter(input);
  refuseFormerApi(input);
  const { projection } = expressionsOf(input);
  const name = tableName(input);
  const key = checkedAttributes(objectIn(input, 'Key'));
  const table = tableNamed(db, name);
  const { hash, order } = placeOfKey(table.key, key);
  const isConsistent = input.ConsistentRead === true;
  const row = table.rows.find(hash, order);
  const image = row && seen(row, db.around.now(), isConsistent);
  meter?.table(table.name, readUnits(image?.size ?? 0, isConsistent));
  const item = image && projection ? projection.keep(image.item) : image?.item;
  return { ...(item && { Item: item }), ...consumed(meter) };
};
