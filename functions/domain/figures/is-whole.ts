import type { Page } from '../lists/ports.ts';
import type { Span } from '../usage/month.ts';

/** Whether what was read of a list, from its latest row on, holds all of a span: what was cut off is of the earlier days. */
export const isWhole = <Item>(
  { items, next }: { readonly items: readonly Item[]; readonly next?: Page<Item>['next'] },
  at: (item: Item) => string | undefined,
  { from }: Span,
): boolean => {
  const oldest = items.at(-1);
  return next === undefined || (oldest !== undefined && (at(oldest) ?? from) < from);
};
