import { useBusinessId } from '../../app/business.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Overview } from './overview.ts';

export const Today = ({ today }: { readonly today: Overview['today'] }) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  const { calls, answered, missed, booked, from, until } = today;
  const rows = { to: `/b/${businessId}/calls`, search: { from, until } };
  return (
    <Section title={home.todayTitle}>
      <Figures
        figures={[
          { name: home.calls, value: formatCount(calls), ...rows },
          { name: home.booked, value: formatCount(booked) },
          { name: home.answered, value: formatCount(answered) },
          { name: home.missed, value: formatCount(missed) },
        ]}
      />
    </Section>
  );
};
