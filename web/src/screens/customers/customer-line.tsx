import { Anchor, Badge, Card, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';

type Listed = Awaited<ReturnType<OwnerApi['listCustomers']>>['items'][number];

/** One of the list: who it is, their last contact, and whether they take no texts. */
export const CustomerLine = ({ customer }: { readonly customer: Listed }) => {
  const { customers: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const { id, name, phone, lastAt, consent } = customer;
  return (
    <Card component="li" withBorder padding="sm">
      <Group justify="space-between" gap="xs">
        <div>
          <Anchor component={Link} to={`/b/${businessId}/customers/${id}`} fw={600}>
            {name ?? formatPhone(phone)}
          </Anchor>
          <Text size="sm">{name === undefined ? words.unnamed : formatPhone(phone)}</Text>
        </div>
        <Group gap="sm">
          {consent?.state === 'opted_out' && (
            <Badge variant="default">
              {consent.writtenAt === undefined ? words.optedOut : words.stopped}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {words.last(formatInstant(lastAt, zone))}
          </Text>
        </Group>
      </Group>
    </Card>
  );
};
