import type { Page } from './ports.ts';

/** A page with what is wanted of it: perhaps nothing, though more may follow. One page is read, however rare it is. */
export const only = <Item>(
  { items, next }: Page<Item>,
  isWanted: ((item: Item) => boolean) | undefined,
): Page<Item> => (isWanted ? { items: items.filter(isWanted), next } : { items, next });
