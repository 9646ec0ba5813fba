import { consumed, createMeter, writeUnits } from './capacity.ts';
import { type Database, oneOf } from './database.ts';
import { invalid } from './failure.ts';
import type { Image } from './ordered-rows.ts';
import { conditionFailed, conditionHolds, imageAt, type PlannedWrite, readWrite } from './planned-write.ts';
import { refuseLocked, writeImage } from './table.ts';
import type { Input, WireItem } from './wire.ts';

const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] as const;
type ReturnValues = (typeof RETURN_VALUES)[number];

const returned = (
  asked: ReturnValues,
  { expressions }: PlannedWrite,
  before: Image | undefined,
  after: Image | undefined,
): WireItem | undefined => {
  if (asked === 'ALL_OLD') return before?.item;
  if (asked === 'ALL_NEW') return after?.item;
  const whole = asked === 'UPDATED_OLD' ? before : asked === 'UPDATED_NEW' ? after : undefined;
  const touched = whole && expressions.update?.touched(whole.item);
  return touched && Object.keys(touched).length > 0 ? touched : undefined;
};

/** PutItem, UpdateItem and DeleteItem. */
export const writeItem = (
  db: Database,
  kind: 'Put' | 'Update' | 'Delete',
  input: Input,
): Record<string, unknown> => {
  const asked = oneOf(input, 'ReturnValues', RETURN_VALUES) ?? 'NONE';
  if (kind !== 'Update' && asked !== 'NONE' && asked !== 'ALL_OLD') {
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  }
  const meter = createMeter(input);
  const write = readWrite(db, kind, input)();
  const { table, place } = write;
  refuseLocked(table, place);
  const before = imageAt(write);
  if (!conditionHolds(write, before)) throw conditionFailed(write, before);
  const after = write.next(before);
  const indexUnits = writeImage(table, db.around, place, after);
  if (meter) {
    meter.table(table.name, writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)));
    meter.indexes(table.name, indexUnits);
  }
  const attributes = asked === 'NONE' ? undefined : returned(asked, write, before, after);
  return { ...(attributes && { Attributes: attributes }), ...consumed(meter) };
};
