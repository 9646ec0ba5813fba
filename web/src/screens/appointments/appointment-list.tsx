import { Button, Card, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { startOfDay } from '../../ui/wall-time.ts';
import { AppointmentLine } from './appointment-line.tsx';

const STATES = ['all', 'booked', 'cancelled'] as const;

/** From a day on, in pages. One page may have none of the state that is wanted, and yet another after it. */
export const AppointmentList = ({ from }: { readonly from: string }) => {
  const { appointments: words, app } = useMessages();
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const search = useSearch({ from: '/signed-in/b/$businessId/appointments' });
  const navigate = useNavigate({ from: '/b/$businessId/appointments' });
  const state = search.state ?? 'all';
  const since = new Date(startOfDay(from, zone)).toISOString();
  const query = useInfiniteQuery({
    queryKey: [businessId, 'appointments', 'list', since, state],
    queryFn: ({ pageParam }) =>
      owner.listAppointments({
        path: { businessId },
        query: { from: since, cursor: pageParam, ...(state !== 'all' && { state }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Stack>
      <SegmentedControl
        aria-label={words.stateFilter}
        value={state}
        onChange={(chosen) =>
          void navigate({
            search: { ...search, state: chosen === 'all' ? undefined : (chosen as 'booked' | 'cancelled') },
          })
        }
        data={STATES.map((value) => ({ value, label: words.states[value] }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <Loaded query={query}>
        {({ pages }) => {
          const shown = pages.flatMap(({ items }) => items);
          return (
            <>
              {shown.length === 0 && !query.hasNextPage ? (
                <Empty title={words.emptyTitle} why={words.emptyWhy}>
                  <Button component={Link} to={`/b/${businessId}/appointments/new`} variant="default">
                    {words.create}
                  </Button>
                </Empty>
              ) : (
                <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
                  {shown.map((appointment) => (
                    <Card key={appointment.id} component="li" withBorder padding="sm">
                      <AppointmentLine appointment={appointment} />
                    </Card>
                  ))}
                </Stack>
              )}
              <Text size="sm" c="dimmed" role="status">
                {words.listed(shown.length)}
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
    </Stack>
  );
};
