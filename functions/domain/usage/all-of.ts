import type { Page, PageWanted } from '../lists/ports.ts';
import type { Span } from './month.ts';

/**
 * A page is one Query and as many reads as it has rows. Of each list: 10,000 calls are what somebody who answers day and night
 * has in a month, twice over.
 */
const OF_A_MONTH = { page: 100, mostRows: 10_000 };

type List<Item> = (wanted: PageWanted) => Promise<Page<Item>>;

/** All of a list in a span, in the list's order; `next` says that there was more than is read at once. */
export const allOf = async <Item>(list: List<Item>, span: Span, { page: limit, mostRows } = OF_A_MONTH) => {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, cursor, ...span });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < mostRows);
  return { items, next: cursor, isComplete: cursor === undefined };
};
