import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusinessId } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Overview } from './overview.ts';

export const NextAppointments = ({
  appointments,
  zone,
}: {
  readonly appointments: Overview['nextAppointments'];
  readonly zone: string;
}) => {
  const { home } = useMessages();
  const at = `/b/${useBusinessId()}/appointments`;
  return (
    <Section
      title={home.nextTitle}
      actions={
        <Anchor component={Link} to={at} size="sm" className="thumb">
          {home.allAppointments}
        </Anchor>
      }
    >
      {appointments.length === 0 ? (
        <Group justify="space-between">
          <Text c="dimmed">{home.noAppointments}</Text>
          <Button component={Link} to={`${at}/new`} variant="default" size="xs">
            {home.newAppointment}
          </Button>
        </Group>
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
          {appointments.map(({ id, startsAt, serviceName, customer }) => (
            <li key={id}>
              <Anchor component={Link} to={`${at}/${id}`} fw={600} className="thumb">
                {formatInstant(startsAt, zone)}
              </Anchor>
              <Text size="sm">
                {serviceName} · {customer.name}
              </Text>
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
};
