import type { Database } from './database.ts';
import { expressionsOf } from './expression/request-expressions.ts';
import { invalid } from './failure.ts';
import { firstPast } from './first-past.ts';
import { refuseFormerApi } from './former-api.ts';
import { isWithin, type KeyRange, keyRangeOf } from './key-condition.ts';
import { keyAttributes, type Place } from './key-schema.ts';
import { firstNotBelow, type Row } from './ordered-rows.ts';
import { readPage } from './read-page.ts';
import { checkSelect, limitOf, type ReadSource, readSource, startOf } from './read-source.ts';
import type { Input } from './wire.ts';

const refuseStart = (start: Place | undefined, range: KeyRange): void => {
  if (!start) return;
  if (start.hash !== range.hash) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  }
  if (!isWithin(start.order, range)) {
    throw invalid('The provided starting key does not match the range key predicate');
  }
};

/** The rows of a part of a partition behind a starting key, in the order of the query. */
function* rowsOf(
  source: ReadSource,
  range: KeyRange,
  start: Place | undefined,
  forward: boolean,
): Iterable<Row> {
  const rows = source.rows.partition(range.hash);
  if (forward) {
    let index = firstNotBelow(rows, start ? start.order : range.from);
    if (start && rows[index]?.order === start.order) index += 1;
    for (; index < rows.length; index += 1) {
      const row = rows[index] as Row;
      if (!isWithin(row.order, range)) return;
      yield row;
    }
    return;
  }
  let index = start ? firstNotBelow(rows, start.order) - 1 : endOf(rows, range) - 1;
  for (; index >= 0; index -= 1) {
    const row = rows[index] as Row;
    if (!isWithin(row.order, range)) return;
    yield row;
  }
}

/** Index behind the last row of a range. */
const endOf = (rows: readonly Row[], { before, prefix }: KeyRange): number => {
  if (before !== undefined) return firstNotBelow(rows, before);
  if (prefix === '') return rows.length;
  return firstPast(rows, ({ order }) => order.startsWith(prefix), firstNotBelow(rows, prefix));
};

export const query = (db: Database, input: Input): Record<string, unknown> => {
  refuseFormerApi(input);
  const limit = limitOf(input);
  const expressions = expressionsOf(input);
  const { keyCondition, filter, values } = expressions;
  const source = readSource(db, input);
  if (!keyCondition) {
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const range = keyRangeOf(keyCondition, values, source.key, source.bounds);
  const filtered = keyAttributes(source.key).find(({ name }) => filter?.attributes.has(name));
  if (filtered) {
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${filtered.name}`,
    );
  }
  const countOnly = checkSelect(source, input, expressions);
  const start = startOf(source, input);
  refuseStart(start, range);
  const rows = rowsOf(source, range, start, input.ScanIndexForward !== false);
  return readPage(db, source, input, { expressions, limit, countOnly }, rows);
};
