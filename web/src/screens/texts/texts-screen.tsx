import { Anchor, Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { TEXT_STATES } from '../../../../functions/contracts/text-states.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatPhone } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { SpanShown } from '../../ui/span-shown.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { WholePhones } from '../../ui/whole-phones.tsx';
import { TextLine } from '../appointments/text-line.tsx';
import type { TextSearch } from './text-search.ts';

/** Texts to customers, the latest first: what became of each, and whom it was about. */
export const TextsScreen = () => {
  const { app, appointments } = useMessages();
  const { texts: words } = appointments;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const search: TextSearch = useSearch({ from: '/signed-in/b/$businessId/texts' });
  const navigate = useNavigate({ from: '/b/$businessId/texts' });
  const texts = useInfiniteQuery({
    queryKey: [businessId, 'texts', search],
    queryFn: ({ pageParam }) =>
      owner.listTexts({ path: { businessId }, query: { ...search, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const { state, ...span } = search;
  const choose = (chosen: string): void => {
    const wanted = TEXT_STATES.find((one) => one === chosen);
    void navigate({ search: { ...span, ...(wanted && { state: wanted }) }, replace: true });
  };
  return (
    <Page
      title={words.title}
      actions={
        <NativeSelect
          aria-label={words.filter}
          value={state ?? ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[
            { value: '', label: words.all },
            ...TEXT_STATES.map((value) => ({ value, label: words.state[value] })),
          ]}
        />
      }
    >
      <SpanShown
        {...span}
        onClear={() => void navigate({ search: { ...(state && { state }) }, replace: true })}
      />
      <Loaded query={texts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0 && !texts.hasNextPage)
            return <Empty title={words.noneFound} why={words.noneFoundWhy} />;
          return (
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((text) => (
                <Card key={text.id} component="li" withBorder padding="sm">
                  <TextLine text={text} />
                  <Group gap="sm">
                    {text.to && (
                      <Text size="sm">
                        <WholePhones>{words.to(formatPhone(text.to))}</WholePhones>
                      </Text>
                    )}
                    {text.appointmentId && (
                      <Anchor
                        component={Link}
                        to={`/b/${businessId}/appointments/${text.appointmentId}`}
                        size="sm"
                      >
                        {words.toAppointment}
                      </Anchor>
                    )}
                  </Group>
                </Card>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {texts.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={texts.isFetchingNextPage}
            onClick={() => void texts.fetchNextPage()}
          >
            {app.more}
          </Button>
        </Group>
      )}
    </Page>
  );
};
