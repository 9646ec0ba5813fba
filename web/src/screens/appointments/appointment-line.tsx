import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { formatDate } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { localDay } from '../../ui/wall-time.ts';
import type { Appointment } from './appointments.ts';
import { formatSpan, useCrewName } from './words.ts';

/** One appointment in a list: a link with all that it is known by. */
export const AppointmentLine = ({ appointment }: { readonly appointment: Appointment }) => {
  const { appointments: words } = useMessages();
  const businessId = useBusinessId();
  const crewName = useCrewName();
  const { id, startsAt, zone, status, serviceName, customer, crewId } = appointment;
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Anchor component={Link} to={`/b/${businessId}/appointments/${id}`} fw={600}>
          {formatDate(localDay(startsAt, zone))}, {formatSpan(appointment)}
        </Anchor>
        <Text size="sm">
          {serviceName} · {customer.name} · {crewName(crewId)}
        </Text>
      </div>
      <Badge variant="default">{words.state[status]}</Badge>
    </Group>
  );
};
