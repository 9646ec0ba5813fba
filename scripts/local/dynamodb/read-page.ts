import { consumed, createMeter, readUnits } from './capacity.ts';
import type { Database } from './database.ts';
import type { RequestExpressions } from './expression/request-expressions.ts';
import { type Row, seen } from './ordered-rows.ts';
import type { ReadSource } from './read-source.ts';
import type { Input, WireItem } from './wire.ts';

export type PageRequest = {
  readonly expressions: RequestExpressions;
  readonly limit: number;
  readonly countOnly: boolean;
};

/**
 * Reads rows until the limit or a page's bytes are reached; both count what the filter then leaves out. A page that
 * ends by its limit says where, whether or not more follows; one that ends by its bytes only where more does.
 */
export const readPage = (
  db: Database,
  source: ReadSource,
  input: Input,
  { expressions, limit, countOnly }: PageRequest,
  rows: Iterable<Row>,
): Record<string, unknown> => {
  const { filter, projection, values } = expressions;
  const meter = createMeter(input);
  const nowMs = db.around.now();
  const items: WireItem[] = [];
  let count = 0;
  let scanned = 0;
  let bytes = 0;
  let last: WireItem | undefined;
  let isCut = false;
  for (const row of rows) {
    const image = seen(row, nowMs, source.isConsistent);
    if (!image) continue;
    if (bytes >= db.pageBytes) {
      isCut = true;
      break;
    }
    scanned += 1;
    bytes += image.size;
    if (!filter || filter.holds(image.item, values)) {
      count += 1;
      if (!countOnly) items.push(projection ? projection.keep(image.item) : image.item);
    }
    last = image.item;
    if (scanned >= limit) {
      isCut = true;
      break;
    }
  }
  const units = readUnits(bytes, source.isConsistent);
  const { table, index } = source;
  if (index) {
    meter?.table(table.name, 0);
    meter?.index(table.name, index.definition.name, units);
  } else meter?.table(table.name, units);
  return {
    ...(!countOnly && { Items: items }),
    Count: count,
    ScannedCount: scanned,
    ...(isCut && last && { LastEvaluatedKey: source.startKeyOf(last) }),
    ...consumed(meter),
  };
};
