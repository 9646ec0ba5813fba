import { useEffect } from 'react';

type Looked = {
  readonly data: { readonly pages: readonly unknown[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
};

/** So far back a list is looked through unasked; what is further is for whoever asks for more. */
const MOST_PAGES = 10;

/** Looks on while a filter has let nothing through: nobody is to press for more before an empty list. */
export const useLookOn = (
  { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Looked,
  found: number | undefined,
): void => {
  const pages = data?.pages.length ?? 0;
  // What has failed is for the button that asks again: it would fail on and on.
  const isToGoOn =
    found === 0 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && pages < MOST_PAGES;
  useEffect(() => {
    if (isToGoOn) fetchNextPage();
  }, [isToGoOn, fetchNextPage]);
};
