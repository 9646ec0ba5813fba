import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { SpanShown } from '../../ui/span-shown.tsx';
import { useLookOn } from '../../ui/use-look-on.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { CallFilters } from './call-filters.tsx';
import { CallList } from './call-list.tsx';
import type { CallSearch } from './call-search.ts';

/** Calls, the latest first: what came of each in one line, and what is looked for in the address. */
export const CallsScreen = () => {
  const { app, calls: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as CallSearch;
  const isFiltered = Object.keys(search).length > 0;
  const calls = useInfiniteQuery({
    queryKey: [businessId, 'calls', 'list', search],
    queryFn: ({ pageParam }) =>
      owner.listCalls({
        path: { businessId },
        query: { ...search, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  useLookOn(calls, calls.data?.pages.flatMap((page) => page.items).length);
  const look = (wanted: CallSearch): void =>
    void navigate({ to: '.', search: wanted as never, replace: true });
  return (
    <Page title={app.screens.calls}>
      <CallFilters key={search.words} search={search} onSearch={look} />
      <SpanShown
        from={search.from}
        until={search.until}
        onClear={() => {
          const { from: _, until: __, ...rest } = search;
          look(rest);
        }}
      />
      {search.stage && <Text size="sm">{words.onlyStage[search.stage]}</Text>}
      <Loaded query={calls} rows={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <CallList calls={items} />;
          return isFiltered ? (
            <Empty title={words.noneFound} why={words.noneFoundWhy}>
              <Button variant="default" onClick={() => look({})}>
                {words.clear}
              </Button>
            </Empty>
          ) : (
            <Empty title={words.none} why={words.noneWhy} />
          );
        }}
      </Loaded>
      {calls.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={calls.isFetchingNextPage}
            onClick={() => void calls.fetchNextPage()}
          >
            {isFiltered ? words.searchesOn : app.more}
          </Button>
        </Group>
      )}
    </Page>
  );
};
