import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { SpanShown } from '../../ui/span-shown.tsx';
import { useLookOn } from '../../ui/use-look-on.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { FeeCard } from './fee-card.tsx';
import { FEE_FILTERS, type FeeFilter } from './fee-states.ts';

export const Fees = () => {
  const { app, billing: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const navigate = useNavigate();
  const { state, from, until } = useSearch({ strict: false }) as {
    readonly state?: FeeFilter;
    readonly from?: string;
    readonly until?: string;
  };
  const asked = { ...(state && { state }), ...(from && { from }), ...(until && { until }) };
  const fees = useInfiniteQuery({
    queryKey: [businessId, 'fees', asked],
    queryFn: ({ pageParam }) =>
      owner.listFees({ path: { businessId }, query: { ...asked, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const found = fees.data?.pages.flatMap((page) => page.items).length;
  useLookOn(fees, found);
  const choose = (chosen: string): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, state: chosen || undefined })) as never,
      replace: true,
    });
  return (
    <Section
      title={words.feesTitle}
      actions={
        <NativeSelect
          aria-label={words.filter}
          size="xs"
          value={state ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: words.feesAll },
            ...FEE_FILTERS.map((value) => ({ value, label: words.feeStates[value] })),
          ]}
        />
      }
    >
      <SpanShown
        from={from}
        until={until}
        onClear={() =>
          void navigate({ to: '.', search: { ...(state && { state }) } as never, replace: true })
        }
      />
      <Loaded query={fees} rows={3}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return fees.hasNextPage ? (
              <Text c="dimmed">{words.noneSoFar}</Text>
            ) : (
              <Text c="dimmed">{Object.keys(asked).length > 0 ? words.noFeesOfState : words.noFees}</Text>
            );
          return (
            <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((fee) => (
                <li key={fee.id}>
                  <FeeCard fee={fee} />
                </li>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {fees.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={fees.isFetchingNextPage}
            onClick={() => void fees.fetchNextPage()}
          >
            {app.more}
          </Button>
        </Group>
      )}
    </Section>
  );
};
