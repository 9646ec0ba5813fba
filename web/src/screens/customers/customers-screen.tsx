import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { CustomerFilter } from './customer-filter.tsx';
import { CustomerLine } from './customer-line.tsx';

/** Customers, the last contact first; who is looked for stands in the address. */
export const CustomersScreen = () => {
  const { customers: words, app } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const navigate = useNavigate({ from: '/b/$businessId/customers' });
  const { words: sought } = useSearch({ from: '/signed-in/b/$businessId/customers' });
  const isSearch = sought !== undefined;
  const query = useInfiniteQuery({
    queryKey: [businessId, 'customers', 'list', sought],
    queryFn: ({ pageParam }) =>
      owner.listCustomers({ path: { businessId }, query: { words: sought, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const seek = (wanted: string | undefined): void =>
    void navigate({ search: wanted === undefined ? {} : { words: wanted }, replace: true });
  return (
    <Page title={words.title}>
      <Text c="dimmed">{words.intro}</Text>
      <CustomerFilter sought={sought} onSeek={seek} />
      <Loaded query={query}>
        {({ pages }) => {
          const found = pages.flatMap(({ items }) => items);
          if (found.length === 0 && isSearch)
            return <Empty title={words.noneFound} why={words.noneFoundWhy} />;
          if (found.length === 0)
            return (
              <Empty title={words.emptyTitle} why={words.emptyWhy}>
                <Button component={Link} to={`/b/${businessId}/appointments/new`} variant="default">
                  {words.makeOne}
                </Button>
              </Empty>
            );
          return (
            <>
              <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
                {found.map((customer) => (
                  <CustomerLine key={customer.id} customer={customer} />
                ))}
              </Stack>
              <Text size="sm" c="dimmed" role="status">
                {words.listed(found.length)}
              </Text>
            </>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <>
          {isSearch && (
            <Text size="sm" c="dimmed">
              {words.maybeMore}
            </Text>
          )}
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
            style={{ alignSelf: 'flex-start' }}
          >
            {isSearch ? words.lookOn : app.more}
          </Button>
        </>
      )}
    </Page>
  );
};
