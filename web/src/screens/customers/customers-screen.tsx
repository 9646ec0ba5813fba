import { Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';

export const CustomersScreen = () => {
  const { customers: words, app } = useMessages();
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const at = `/b/${businessId}`;
  const query = useInfiniteQuery({
    queryKey: [businessId, 'customers', 'list'],
    queryFn: ({ pageParam }) => owner.listCustomers({ path: { businessId }, query: { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Page title={words.title}>
      <Text c="dimmed">{words.intro}</Text>
      <Loaded query={query}>
        {({ pages }) => {
          const found = pages.flatMap(({ items }) => items);
          if (found.length === 0)
            return (
              <Empty title={words.emptyTitle} why={words.emptyWhy}>
                <Button component={Link} to={`${at}/appointments/new`} variant="default">
                  {words.makeOne}
                </Button>
              </Empty>
            );
          return (
            <>
              <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
                {found.map(({ id, name, phone, lastAt, consent }) => (
                  <Card key={id} component="li" withBorder padding="sm">
                    <Group justify="space-between" gap="xs">
                      <div>
                        <Anchor component={Link} to={`${at}/customers/${id}`} fw={600}>
                          {name ?? formatPhone(phone)}
                        </Anchor>
                        <Text size="sm">{name === undefined ? words.unnamed : formatPhone(phone)}</Text>
                      </div>
                      <Group gap="sm">
                        {consent?.state === 'opted_out' && (
                          <Badge variant="default">
                            {consent.writtenAt === undefined ? words.optedOut : words.stopped}
                          </Badge>
                        )}
                        <Text size="sm" c="dimmed">
                          {words.last(formatInstant(lastAt, zone))}
                        </Text>
                      </Group>
                    </Group>
                  </Card>
                ))}
              </Stack>
              <Text size="sm" c="dimmed" role="status">
                {words.listed(found.length)}
              </Text>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {app.more}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
};
