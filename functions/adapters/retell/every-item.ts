import * as z from 'zod/mini';
import type { RetellCalls } from './client.ts';

const PER_PAGE = 100;

type Listing<Item> = {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly item: z.ZodMiniType<Item>;
};

/** All that one of Retell's lists has, the oldest first, a page when it is needed. */
export async function* everyItem<Item>(
  { ask }: Pick<RetellCalls, 'ask'>,
  { operation, method, path, body, item }: Listing<Item>,
): AsyncGenerator<Item> {
  // Whether more follow must be said: absence has to be sure.
  const Page = z
    .object({ items: z.array(item), has_more: z.boolean(), pagination_key: z.optional(z.string()) })
    .check(z.refine((page) => !page.has_more || page.pagination_key !== undefined));
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(PER_PAGE), sort_order: 'ascending' });
    if (after !== undefined) query.set('pagination_key', after);
    const page = await ask(operation, {
      method,
      path: `${path}?${query}`,
      ...(body !== undefined && { body }),
      answer: Page,
      isLook: true,
    });
    yield* page.items as readonly Item[];
    after = page.has_more ? page.pagination_key : undefined;
  } while (after !== undefined);
}
