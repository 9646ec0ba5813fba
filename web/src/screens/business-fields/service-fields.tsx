import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Faults } from '../../ui/faults.ts';
import { formatMinutes } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { MOST_SERVICES, type Service } from './described.ts';

const USUAL = [
  ...Array.from({ length: 16 }, (_, at) => (at + 1) * 15),
  ...Array.from({ length: 22 }, (_, at) => 270 + at * 30),
];

const lengths = (minutes: number) =>
  [...new Set([...USUAL, minutes])]
    .sort((one, other) => one - other)
    .map((value) => ({ value: String(value), label: formatMinutes(value) }));

/** What callers can book. `faults`: by `0.name`, and `` for all of them. */
export const ServiceFields = ({
  value,
  onChange,
  faults,
}: {
  readonly value: readonly Service[];
  readonly onChange: (services: readonly Service[]) => void;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  const change = (place: number, part: Partial<Service>) =>
    onChange(value.map((service, at) => (at === place ? { ...service, ...part } : service)));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.servicesHint}
      </Text>
      {faults[''] && (
        <Text size="sm" c="red" role="alert">
          {faults['']}
        </Text>
      )}
      {value.map(({ id, name, durationMinutes }, place) => (
        <Group key={`${place} ${id}`} gap="xs" align="flex-start">
          <TextInput
            aria-label={words.service(place + 1)}
            value={name}
            maxLength={80}
            error={faults[`${place}.name`] ?? faults[`${place}.id`]}
            onChange={(event) => change(place, { name: event.currentTarget.value })}
            style={{ flex: '1 1 220px' }}
          />
          <NativeSelect
            aria-label={words.duration(place + 1)}
            data={lengths(durationMinutes)}
            value={String(durationMinutes)}
            error={faults[`${place}.durationMinutes`]}
            onChange={(event) => change(place, { durationMinutes: Number(event.currentTarget.value) })}
            w={130}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words.removeService(name || words.service(place + 1))}
            onClick={() => onChange(value.filter((_, at) => at !== place))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {value.length < MOST_SERVICES && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, { id: '', name: '', durationMinutes: 60 }])}
          >
            {words.addService}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
