import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Page, PageWanted } from '../../functions/domain/lists/ports.ts';

/**
 * A list in pages as the table has it: sorted by instants, which compare as texts, from and until, the latest first unless
 * told otherwise. What is asked of it is put into `asked`.
 */
export const listedRows =
  <Row>(
    rows: readonly Row[],
    at: (row: Row) => string,
    { asked = [], order = 'latest' }: { asked?: PageWanted[]; order?: 'latest' | 'earliest' } = {},
  ) =>
  async (_: BusinessId, wanted: PageWanted): Promise<Page<Row>> => {
    asked.push(wanted);
    const { from = '', until = '\uffff', limit, cursor = '0' } = wanted;
    const within = rows
      .filter((row) => at(row) >= from && at(row) < until)
      .toSorted((one, other) => (at(one) < at(other) ? -1 : 1));
    const sorted = order === 'latest' ? within.toReversed() : within;
    const start = Number(cursor);
    return {
      items: sorted.slice(start, start + limit),
      next: start + limit < sorted.length ? String(start + limit) : undefined,
    };
  };
