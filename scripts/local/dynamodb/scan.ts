import { constraint, type Database } from './database.ts';
import { expressionsOf } from './expression/request-expressions.ts';
import { invalid } from './failure.ts';
import { refuseFormerApi } from './former-api.ts';
import type { Place } from './key-schema.ts';
import { firstNotBelow, type Row, spread } from './ordered-rows.ts';
import { readPage } from './read-page.ts';
import { checkSelect, limitOf, type ReadSource, readSource, startOf } from './read-source.ts';
import type { Input } from './wire.ts';

const MOST_SEGMENTS = 1_000_000;

type Segment = { readonly number: number; readonly of: number };

const segmentOf = (input: Input): Segment => {
  const { Segment: number, TotalSegments: of } = input;
  if (number === undefined && of === undefined) return { number: 0, of: 1 };
  if (of === undefined) {
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (number === undefined) {
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (typeof of !== 'number' || of < 1 || of > MOST_SEGMENTS) {
    throw constraint('totalSegments', `'${String(of)}'`, 'Member must have value greater than or equal to 1');
  }
  if (typeof number !== 'number' || number < 0 || number >= of) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${String(number)} is not less than TotalSegments: ${of}`,
    );
  }
  return { number, of };
};

const inSegment = (hash: string, { number, of }: Segment): boolean =>
  of === 1 || Math.floor((spread(hash) / 2 ** 32) * of) === number;

/** Whether a partition comes before another in a scan. */
const comesBefore = (one: string, two: string): boolean => {
  const [first, second] = [spread(one), spread(two)];
  return first === second ? one < two : first < second;
};

function* rowsOf({ rows }: ReadSource, segment: Segment, start: Place | undefined): Iterable<Row> {
  for (const hash of rows.scanned()) {
    if (!inSegment(hash, segment) || (start && comesBefore(hash, start.hash))) continue;
    const partition = rows.partition(hash);
    let index = 0;
    if (start?.hash === hash) {
      index = firstNotBelow(partition, start.order);
      if (partition[index]?.order === start.order) index += 1;
    }
    yield* index === 0 ? partition : partition.slice(index);
  }
}

export const scan = (db: Database, input: Input): Record<string, unknown> => {
  refuseFormerApi(input);
  const limit = limitOf(input);
  const segment = segmentOf(input);
  const expressions = expressionsOf(input);
  const source = readSource(db, input);
  const countOnly = checkSelect(source, input, expressions);
  const start = startOf(source, input);
  return readPage(db, source, input, { expressions, limit, countOnly }, rowsOf(source, segment, start));
};
