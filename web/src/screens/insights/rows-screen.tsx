import { Card, Stack, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatHour, formatWeekday } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { localDay } from '../../ui/wall-time.ts';
import { AppointmentLine } from '../appointments/appointment-line.tsx';
import { type Appointment, endOf, useAppointmentsBetween } from '../appointments/appointments.ts';
import { CallList } from '../calls/call-list.tsx';
import type { Insights } from './insights.ts';
import { datesOf } from './periods.ts';
import type { RowSearch } from './row-search.ts';
import { useCallsOfHour } from './use-calls-of-hour.ts';
import { useInsights } from './use-insights.ts';

/** Nobody books further ahead. */
const END_OF_TIME = '2100-01-01T00:00:00.000Z';

/** How many there are, which is the figure, and each of them. */
const Rows = ({ count, children }: { readonly count: number; readonly children: ReactNode }) => {
  const { insights: words } = useMessages();
  if (count === 0) return <Empty title={words.rows.none} why={words.rows.noneWhy} />;
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {words.rows.count(count)}
      </Text>
      {children}
    </>
  );
};

const isKept = (one: Appointment): boolean => one.status === 'booked' && Date.parse(endOf(one)) <= Date.now();

const WANTED: Record<string, (appointment: Appointment) => boolean> = {
  'service-kept': isKept,
  'service-cancelled': ({ status }) => status === 'cancelled',
};

/** What was booked in a period begins in it or later. */
const AppointmentRows = ({ seen, search }: { readonly seen: Insights; readonly search: RowSearch }) => {
  const { of = 'kept', service } = search;
  const { period } = seen;
  const rows =
    of === 'kept'
      ? period.funnel.find(({ name }) => name === 'kept')?.rows
      : period.byService.find(({ serviceId }) => serviceId === service)?.rows;
  const ids = new Set<string>(rows?.ids ?? []);
  const isWanted = WANTED[of] ?? (() => true);
  return (
    <Loaded query={useAppointmentsBetween({ from: period.from, until: END_OF_TIME })}>
      {(all) => {
        const found = all.filter((one) => ids.has(one.id) && isWanted(one));
        return (
          <Rows count={found.length}>
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {found.map((one) => (
                <Card key={one.id} component="li" withBorder padding="sm">
                  <AppointmentLine appointment={one} />
                </Card>
              ))}
            </Stack>
          </Rows>
        );
      }}
    </Loaded>
  );
};

const CallRows = ({ seen, search }: { readonly seen: Insights; readonly search: RowSearch }) => (
  <Loaded query={useCallsOfHour(seen, search)}>
    {(calls) => (
      <Rows count={calls.length}>
        <CallList calls={calls} />
      </Rows>
    )}
  </Loaded>
);

const useTitle = ({ of = 'kept', service, weekday = 0, hour = 0 }: RowSearch, seen?: Insights): string => {
  const { rows } = useMessages().insights;
  if (of === 'kept') return rows.kept;
  if (of === 'hour') return rows.hour(formatWeekday(weekday), formatHour(hour));
  const name = seen?.period.byService.find(({ serviceId }) => serviceId === service)?.name;
  return rows[of](name ?? service ?? '');
};

/** The rows that a figure was counted from, where no list has them by its filters. */
export const RowsScreen = () => {
  const { insights: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const isOwner = useRole() === 'owner';
  const search = useSearch({ from: '/signed-in/b/$businessId/insights/rows' });
  const dates = datesOf(search, localDay(Date.now(), zone));
  const query = useInsights(dates);
  return (
    <Page
      title={useTitle(search, query.data)}
      actions={
        <Go to={`/b/${businessId}/insights`} search={{ ...dates }}>
          {words.rows.back}
        </Go>
      }
    >
      {isOwner ? (
        <Loaded query={query}>
          {(seen) =>
            search.of === 'hour' ? (
              <CallRows seen={seen} search={search} />
            ) : (
              <AppointmentRows seen={seen} search={search} />
            )
          }
        </Loaded>
      ) : (
        <Empty title={words.ownersOnly} why={words.ownersOnlyWhy} />
      )}
    </Page>
  );
};
