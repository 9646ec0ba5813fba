import { Text } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { type FigureRow, FigureTable } from '../../ui/charts/figure-table.tsx';
import { formatCents } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Period } from './insights.ts';
import { JobValue } from './job-value.tsx';
import { FoundLink, ListLink } from './rows-link.tsx';

/** What kept bookings of a period come to, service by service, each written out. */
const Value = ({ period }: { readonly period: Period }) => {
  const { insights: words } = useMessages();
  const { byService } = period.roi;
  if (byService.length === 0) return words.nothingKept;
  return byService.map(({ serviceId, keptBookings, jobValueCents }) => {
    const name = period.byService.find((one) => one.serviceId === serviceId)?.name ?? serviceId;
    return (
      <div key={serviceId}>
        {name}:{' '}
        <FoundLink
          period={period}
          search={{ of: 'service-kept', service: serviceId }}
          count={keptBookings}
          name={words.rows['service-kept'](name)}
        />{' '}
        × {jobValueCents === null ? words.notKnown : formatCents(jobValueCents)}
      </div>
    );
  });
};

/** The owner's own reckoning: what is not known is called so, and no sum is made of it. */
export const Roi = ({ period, previous }: { readonly period: Period; readonly previous: Period }) => {
  const { insights: words } = useMessages();
  const { jobValueCents } = useBusiness();
  const both = [period, previous] as const;
  const say = (cents: number | null) => (cents === null ? words.notKnown : formatCents(cents));
  const row = (key: string, name: string, cells: FigureRow['cells']): FigureRow => ({ key, name, cells });
  return (
    <Section title={words.roi}>
      <Text size="sm">{words.roiHow}</Text>
      <JobValue key={jobValueCents} cents={jobValueCents} />
      <FigureTable
        name={words.roi}
        corner={words.what}
        isStacked
        columns={[{ name: words.thisPeriod }, { name: words.before }]}
        rows={[
          row('kept', words.keptTimes, [
            <Value key="now" period={period} />,
            <Value key="then" period={previous} />,
          ]),
          row(
            'value',
            words.value,
            both.map(({ roi }) => say(roi.valueCents)),
          ),
          row(
            'fees',
            words.fees,
            both.map(({ roi, bookings, fromDate }) => (
              <ListLink
                key={fromDate}
                rows={bookings.rows}
                value={formatCents(roi.feesCents)}
                name={words.fees}
              />
            )),
          ),
          row(
            'subscription',
            words.subscription,
            both.map(({ roi }) =>
              roi.subscriptionCents === null ? words.noSubscription : formatCents(roi.subscriptionCents),
            ),
          ),
          row(
            'formula',
            words.formula,
            both.map(({ roi }) => words.roiFormula(roi)),
          ),
          row(
            'gain',
            words.gain,
            both.map(({ roi, fromDate }) => (
              <Text key={fromDate} span fw={700} inherit>
                {say(roi.gainCents)}
              </Text>
            )),
          ),
          row(
            'perDollar',
            words.perDollar,
            both.map(({ roi }) =>
              roi.valuePerDollar === null
                ? words.notKnown
                : formatCents(Math.round(roi.valuePerDollar * 100)),
            ),
          ),
        ]}
      />
    </Section>
  );
};
