import { Text } from '@mantine/core';
import { FigureTable } from '../../ui/charts/figure-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Period } from './insights.ts';
import { FoundLink } from './rows-link.tsx';

/** What was booked of each service, and what became of it. */
export const Services = ({ period }: { readonly period: Period }) => {
  const { insights: words } = useMessages();
  return (
    <Section title={words.services}>
      {period.byService.length === 0 ? (
        <Text c="dimmed">{words.noServices}</Text>
      ) : (
        <FigureTable
          name={words.services}
          corner={words.service}
          isStacked
          columns={[{ name: words.bookings }, { name: words.kept }, { name: words.cancelled }]}
          rows={period.byService.map(({ serviceId, name, bookings, kept, cancelled }) => ({
            key: serviceId,
            name,
            cells: (
              [
                ['service', bookings, words.rows.service(name)],
                ['service-kept', kept, words.rows['service-kept'](name)],
                ['service-cancelled', cancelled, words.rows['service-cancelled'](name)],
              ] as const
            ).map(([of, count, what]) => (
              <FoundLink
                key={of}
                period={period}
                search={{ of, service: serviceId }}
                count={count}
                name={what}
              />
            )),
          }))}
        />
      )}
    </Section>
  );
};
