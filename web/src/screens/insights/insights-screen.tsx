import { Alert, Stack, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatDate } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { addDays, localDay } from '../../ui/wall-time.ts';
import { BusyHours } from './busy-hours.tsx';
import { Funnel } from './funnel.tsx';
import { Glance } from './glance.tsx';
import type { Insights, Period } from './insights.ts';
import { OverTime } from './over-time.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { datesOf } from './periods.ts';
import { Roi } from './roi.tsx';
import { Services } from './services.tsx';
import { useInsights } from './use-insights.ts';

const LONG = { month: 'short', day: 'numeric', year: 'numeric' } as const;

const Pictures = ({ seen }: { readonly seen: Insights }) => {
  const { insights: words } = useMessages();
  const businessId = useBusinessId();
  const { period } = seen;
  if (period.calls.count === 0 && period.bookings.count === 0)
    return (
      <Empty title={words.noneTitle} why={words.noneWhy}>
        <Go to={`/b/${businessId}/insights`} search={{ days: '90' }}>
          {words.noneAction}
        </Go>
      </Empty>
    );
  return (
    <>
      <Glance period={period} previous={seen.previous} />
      <Funnel period={period} previous={seen.previous} />
      <BusyHours seen={seen} />
      <OverTime seen={seen} />
      <Services period={period} />
    </>
  );
};

const Shown = () => {
  const { insights: words } = useMessages();
  const { zone } = useBusiness();
  const search = useSearch({ from: '/signed-in/b/$businessId/insights' });
  const dates = datesOf(search, localDay(Date.now(), zone));
  const spanOf = ({ fromDate, untilDate }: Period) =>
    words.spanOf(formatDate(fromDate, LONG), formatDate(addDays(untilDate, -1), LONG));
  return (
    <>
      <PeriodChoice key={`${dates.from} ${dates.until}`} search={search} dates={dates} />
      <Loaded query={useInsights(dates)} rows={6}>
        {(seen) => (
          <Stack gap="md">
            <Text size="sm" c="dimmed" role="status">
              {words.span(spanOf(seen.period), spanOf(seen.previous), seen.zone)}
            </Text>
            {!(seen.period.isComplete && seen.previous.isComplete) && (
              <Alert color="orange" variant="outline">
                {words.incomplete(seen.mostRows)}
              </Alert>
            )}
            <Pictures seen={seen} />
            <Roi period={seen.period} previous={seen.previous} />
          </Stack>
        )}
      </Loaded>
    </>
  );
};

/** What became of calls and what the service brought in, in days of somebody's choice and in as many before. */
export const InsightsScreen = () => {
  const { app, insights: words } = useMessages();
  const role = useRole();
  return (
    <Page title={app.screens.insights}>
      {role === 'owner' && <Shown />}
      {role === 'staff' && <Empty title={words.ownersOnly} why={words.ownersOnlyWhy} />}
    </Page>
  );
};
