import type { Page, PageWanted } from '../lists/ports.ts';
import type { Span } from './month.ts';

/** A page is one Query and as many reads as it has rows. */
const PAGE = 100;
/** Of each list: 10,000 calls are what somebody who answers day and night has in a month, twice over. */
const MOST_PAGES = 100;

type List<Item> = (wanted: PageWanted) => Promise<Page<Item>>;

/** All of a list in a span; `isComplete` false: there was more than is read at once. */
export const allOf = async <Item>(list: List<Item>, span: Span) => {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await list({ limit: PAGE, cursor, ...span });
    items.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return { items, isComplete: cursor === undefined };
};
