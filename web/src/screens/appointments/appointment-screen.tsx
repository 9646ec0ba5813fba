import { Alert, Anchor, Badge, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useBusinessId, useMe, useRole } from '../../app/business.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDay, formatInstant, formatPhone } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { isNotThere } from '../../ui/is-not-there.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { type Appointment, type AppointmentStory, useAppointment } from './appointments.ts';
import { CancelForm } from './cancel-form.tsx';
import { FeeSection } from './fee-section.tsx';
import { MoveForm } from './move-form.tsx';
import { TextList } from './text-list.tsx';
import { formatSpan, useCrewName } from './words.ts';

const Made = ({ appointment }: { readonly appointment: Appointment }) => {
  const words = useMessages().appointments.one;
  const businessId = useBusinessId();
  const me = useMe().data;
  if (appointment.callId) return <Go to={`/b/${businessId}/calls/${appointment.callId}`}>{words.byCall}</Go>;
  return <>{appointment.madeBy === me?.personId ? words.byYou : words.byMember}</>;
};

const About = ({ story }: { readonly story: AppointmentStory }) => {
  const { appointment, customerId } = story;
  const words = useMessages().appointments.one;
  const businessId = useBusinessId();
  const crewName = useCrewName();
  const { startsAt, zone, customer, bookedAt, movedAt, cancelledAt, cancelledBecause } = appointment;
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          [words.when, `${formatDay(startsAt, zone)}, ${formatSpan(appointment)}`],
          [words.service, `${appointment.serviceName} · ${words.minutes(appointment.durationMinutes)}`],
          [words.crew, crewName(appointment.crewId)],
          [
            words.customer,
            <Go key="customer" to={`/b/${businessId}/customers/${customerId}`}>
              {customer.name}
            </Go>,
          ],
          [
            words.phone,
            <Anchor key="phone" href={`tel:${customer.phone}`}>
              {formatPhone(customer.phone)}
            </Anchor>,
          ],
          customer.address !== undefined && [words.address, customer.address],
          customer.notes !== undefined && [words.notes, customer.notes],
          [words.made, <Made key="made" appointment={appointment} />],
          [words.bookedAt, formatInstant(bookedAt, zone)],
          movedAt !== undefined && [words.movedAt, formatInstant(movedAt, zone)],
          cancelledAt !== undefined && [
            words.cancelledAt,
            [
              formatInstant(cancelledAt, zone),
              ...(cancelledBecause ? [words.because[cancelledBecause]] : []),
            ].join(' · '),
          ],
          [words.code, appointment.confirmationCode],
        ]}
      />
    </Section>
  );
};

/** Why nothing can be changed, where nothing can. */
const whyNot = ({ status, startsAt }: Appointment, nowMs: number): 'isCancelled' | 'past' | undefined => {
  if (status === 'cancelled') return 'isCancelled';
  return Date.parse(startsAt) <= nowMs ? 'past' : undefined;
};

const Changes = ({ appointment }: { readonly appointment: Appointment }) => {
  const { appointments: words } = useMessages();
  const at = `/b/${useBusinessId()}/appointments`;
  const [open, setOpen] = useState<'move' | 'cancel'>();
  const reason = whyNot(appointment, Date.now());
  if (reason) {
    const { serviceId, customer } = appointment;
    const { name, phone, address } = customer;
    return (
      <Alert variant="outline" color="gray" icon={<IconInfoCircle aria-hidden />}>
        <Text size="sm">{words.one[reason]}</Text>
        <Go
          to={`${at}/new`}
          search={{ service: serviceId, name, phone, ...(address !== undefined && { address }) }}
          size="sm"
        >
          {words.one.again}
        </Go>
      </Alert>
    );
  }
  return (
    <>
      {open !== 'move' && (
        <Group gap="xs">
          <Button onClick={() => setOpen('move')}>{words.move.open}</Button>
          <Button variant="default" onClick={() => setOpen('cancel')}>
            {words.cancel.open}
          </Button>
        </Group>
      )}
      {open === 'move' && <MoveForm appointment={appointment} onDone={() => setOpen(undefined)} />}
      <CancelForm isOpen={open === 'cancel'} appointment={appointment} onClose={() => setOpen(undefined)} />
    </>
  );
};

const Story = ({ story }: { readonly story: AppointmentStory }) => {
  const { appointments: words } = useMessages();
  const role = useRole();
  const { appointment, fee, texts } = story;
  return (
    <Page
      title={words.one.title(appointment.serviceName, appointment.customer.name)}
      actions={<Badge variant="default">{words.state[appointment.status]}</Badge>}
    >
      <Changes key={appointment.status} appointment={appointment} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <About story={story} />
        <Stack>
          <TextList texts={texts} />
          {role === 'owner' && <FeeSection fee={fee} />}
        </Stack>
      </SimpleGrid>
    </Page>
  );
};

export const AppointmentScreen = () => {
  const { appointments: words } = useMessages();
  const at = `/b/${useBusinessId()}/appointments`;
  const { appointmentId } = useParams({ from: '/signed-in/b/$businessId/appointments/$appointmentId' });
  const query = useAppointment(appointmentId);
  if (isNotThere(query.error))
    return (
      <Empty title={words.one.missing} why={words.one.missingWhy} isPage>
        <Button component={Link} to={at} variant="default">
          {words.one.backToAll}
        </Button>
      </Empty>
    );
  return <Loaded query={query}>{(story) => <Story story={story} />}</Loaded>;
};
