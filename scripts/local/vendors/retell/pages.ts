import type { Reply } from '../simulator.ts';
import { retellError } from './retell-error.ts';

const DEFAULT_PAGE = 50;
const MOST = 1000;

/** One page of what was made, as all of Retell's newer lists have it; by default the newest first. */
export const paged = <Item>(
  query: URLSearchParams,
  oldestFirst: readonly Item[],
  idOf: (item: Item) => string,
  view: (item: Item) => unknown,
): Reply => {
  const limit = Number(query.get('limit') ?? DEFAULT_PAGE);
  const order = query.get('sort_order') ?? 'descending';
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return retellError(400, 'Invalid limit.');
  if (order !== 'ascending' && order !== 'descending') return retellError(400, 'Invalid sort_order.');
  const all = order === 'ascending' ? oldestFirst : oldestFirst.toReversed();
  const after = query.get('pagination_key');
  const start = after === null ? 0 : all.findIndex((item) => idOf(item) === after) + 1;
  if (after !== null && start === 0) return retellError(400, 'Invalid pagination_key.');
  const page = all.slice(start, start + limit);
  const last = page.at(-1);
  const hasMore = start + limit < all.length;
  return {
    status: 200,
    body: {
      items: page.map(view),
      ...(hasMore && last !== undefined && { pagination_key: idOf(last) }),
      has_more: hasMore,
    },
  };
};
