import { Alert } from '@mantine/core';
import { Figures } from '../../ui/figures.tsx';
import { formatCents, formatCount, formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Billing } from './billing.ts';

export const MonthOfBilling = ({ month }: { readonly month: Billing['thisMonth'] }) => {
  const { billing: words, home } = useMessages();
  const { from, zone, bookings, feesCents, waivedCents, givenBackCents, isComplete } = month;
  return (
    <Section title={words.monthTitle(formatInstant(from, zone, { month: 'long', year: 'numeric' }))}>
      {!isComplete && (
        <Alert color="orange" variant="outline">
          {home.incomplete}
        </Alert>
      )}
      <Figures
        figures={[
          { name: words.bookings, value: formatCount(bookings) },
          { name: words.feesCharged, value: formatCents(feesCents) },
          { name: words.waivedFees, value: formatCents(waivedCents) },
          { name: words.givenBack, value: formatCents(givenBackCents) },
        ]}
      />
    </Section>
  );
};
