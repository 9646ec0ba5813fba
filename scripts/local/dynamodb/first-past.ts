/** First index from `start` whose element is no longer `before`; all that are so come first. The list's length if none. */
export const firstPast = <Element>(
  list: readonly Element[],
  before: (element: Element) => boolean,
  start = 0,
): number => {
  let low = start;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(list[middle] as Element)) low = middle + 1;
    else high = middle;
  }
  return low;
};
