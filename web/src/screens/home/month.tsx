import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { type Figure, Figures } from '../../ui/figures.tsx';
import { formatCents, formatCount, formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Overview } from './overview.ts';

export const Month = ({ month, zone }: { readonly month: Overview['monthSoFar']; readonly zone: string }) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  const { bookings, textsSent, callMinutes, feesCents, subscriptionCents, from } = month;
  const money: Figure[] =
    feesCents === undefined
      ? []
      : [
          { name: home.fees, value: formatCents(feesCents) },
          {
            name: home.subscription,
            value: typeof subscriptionCents === 'number' ? formatCents(subscriptionCents) : home.noInvoice,
          },
        ];
  return (
    <Section title={home.monthTitle(formatInstant(from, zone, { month: 'long', year: 'numeric' }))}>
      <Figures
        figures={[
          { name: home.bookings, value: formatCount(bookings) },
          ...money,
          { name: home.texts, value: formatCount(textsSent) },
          { name: home.minutes, value: formatCount(callMinutes) },
        ]}
      />
      {feesCents !== undefined && (
        <Anchor component={Link} to={`/b/${businessId}/billing`} size="sm" className="thumb">
          {home.toBilling}
        </Anchor>
      )}
    </Section>
  );
};
