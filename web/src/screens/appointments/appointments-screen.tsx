import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatDate } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { addDays, between, localDay, weekOf } from '../../ui/wall-time.ts';
import { AppointmentList } from './appointment-list.tsx';
import type { AppointmentsView } from './appointment-routes.tsx';
import { type Appointment, useAppointmentsBetween } from './appointments.ts';
import { type Column, TimeGrid } from './time-grid.tsx';

const YEAR = { year: 'numeric', month: 'long', day: 'numeric' } as const;

const columnsOf = (
  view: 'week' | 'day',
  day: string,
  appointments: readonly Appointment[],
  { zone, crews }: Pick<ReturnType<typeof useBusiness>, 'zone' | 'crews'>,
): readonly Column[] => {
  const booked = appointments.filter(({ status }) => status === 'booked');
  if (view === 'week')
    return weekOf(day).map((one) => ({
      key: one,
      day: one,
      heading: formatDate(one),
      appointments: booked.filter(({ startsAt }) => localDay(startsAt, zone) === one),
    }));
  // Whoever works there no more may still have an appointment.
  const gone = [...new Set(booked.map(({ crewId }) => crewId))].filter(
    (crewId) => !crews.some(({ id }) => id === crewId),
  );
  return [...crews, ...gone.map((id) => ({ id, name: id.toUpperCase() }))].map(({ id, name }) => ({
    key: id,
    day,
    heading: name,
    appointments: booked.filter(({ crewId }) => crewId === id),
  }));
};

const Calendar = ({ view, day }: { readonly view: 'week' | 'day'; readonly day: string }) => {
  const { appointments: words } = useMessages();
  const business = useBusiness();
  const days = view === 'week' ? weekOf(day) : [day];
  const first = days[0] ?? day;
  const query = useAppointmentsBetween(between(first, addDays(days.at(-1) ?? day, 1), business.zone));
  return (
    <Loaded query={query} rows={8}>
      {(appointments) => {
        const cancelled = appointments.filter(({ status }) => status === 'cancelled').length;
        return (
          <>
            <TimeGrid
              columns={columnsOf(view, day, appointments, business)}
              label={words.calendar[view](formatDate(first, YEAR))}
              leastWidth={view === 'week' ? '7rem' : '8rem'}
              nowMs={Date.now()}
            />
            <Text size="sm" c="dimmed" role="status">
              {words.counted(appointments.length - cancelled, cancelled)}
            </Text>
          </>
        );
      }}
    </Loaded>
  );
};

export const AppointmentsScreen = () => {
  const { appointments: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const search = useSearch({ from: '/signed-in/b/$businessId/appointments' });
  const navigate = useNavigate({ from: '/b/$businessId/appointments' });
  const isPhone = useIsPhone();
  const view = search.view ?? (isPhone ? 'day' : 'week');
  const today = localDay(Date.now(), zone);
  const day = search.date ?? today;
  const step = view === 'day' ? 1 : 7;
  const go = (changed: AppointmentsView) => void navigate({ search: { ...search, ...changed } });
  const at = `/b/${businessId}/appointments`;
  const [first = day] = view === 'week' ? weekOf(day) : [day];
  return (
    <Page
      title={words.title}
      actions={
        <Group gap="xs">
          <Button component={Link} to={`${at}/explain`} variant="default">
            {words.explain}
          </Button>
          <Button component={Link} to={`${at}/new`}>
            {words.create}
          </Button>
        </Group>
      }
    >
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Button
            variant="default"
            onClick={() => go({ view, date: addDays(day, -step) })}
            leftSection={<IconChevronLeft size={16} aria-hidden />}
          >
            {words.earlier}
          </Button>
          <Button variant="default" onClick={() => go({ view, date: today })}>
            {words.today}
          </Button>
          <Button
            variant="default"
            onClick={() => go({ view, date: addDays(day, step) })}
            rightSection={<IconChevronRight size={16} aria-hidden />}
          >
            {words.later}
          </Button>
        </Group>
        <SegmentedControl
          aria-label={words.view}
          value={view}
          onChange={(chosen) => go({ view: chosen as NonNullable<AppointmentsView['view']>, date: day })}
          data={(['week', 'day', 'list'] as const).map((value) => ({ value, label: words.views[value] }))}
        />
      </Group>
      <Text fw={600} aria-live="polite">
        {words.shown[view](formatDate(first, { weekday: 'long', ...YEAR }))}
      </Text>
      {view === 'list' ? <AppointmentList from={day} /> : <Calendar view={view} day={day} />}
      <Text size="sm" c="dimmed">
        {words.zone(zone)}
      </Text>
    </Page>
  );
};
