import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCents, formatCount, formatLength } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Period } from './insights.ts';
import { ListLink } from './rows-link.tsx';

type Seen = { readonly name: string; readonly now: ReactNode; readonly before: string };

/** The period in four figures, each with what it was before. */
export const Glance = ({ period, previous }: { readonly period: Period; readonly previous: Period }) => {
  const { insights: words } = useMessages();
  const { calls, bookings } = period;
  const length = ({ averageCallMs }: Period) =>
    averageCallMs === null ? words.notKnown : formatLength(averageCallMs);
  const figures: readonly Seen[] = [
    {
      name: words.calls,
      now: <ListLink rows={calls.rows} value={formatCount(calls.count)} name={words.calls} />,
      before: formatCount(previous.calls.count),
    },
    { name: words.averageLength, now: length(period), before: length(previous) },
    {
      name: words.bookings,
      now: <ListLink rows={bookings.rows} value={formatCount(bookings.count)} name={words.bookings} />,
      before: formatCount(previous.bookings.count),
    },
    {
      name: words.fees,
      now: <ListLink rows={bookings.rows} value={formatCents(bookings.feesCents)} name={words.fees} />,
      before: formatCents(previous.bookings.feesCents),
    },
  ];
  return (
    <Section title={words.glance}>
      <SimpleGrid component="dl" cols={{ base: 2, md: 4 }} spacing="sm" m={0}>
        {figures.map(({ name, now, before }) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} size="xl" fw={600} className="tabular">
              {now}
            </Text>
            <Text component="dd" m={0} size="xs" c="dimmed">
              {words.was(before)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {calls.testCalls > 0 && (
        <Text size="sm" c="dimmed">
          {words.testCalls(calls.testCalls)} {words.ownBookings}
        </Text>
      )}
    </Section>
  );
};
