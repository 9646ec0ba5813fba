import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Faults } from '../../ui/faults.ts';
import { formatMinutes } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { MOST_SERVICES, newService, type Service } from './described.ts';

const USUAL = [
  ...Array.from({ length: 16 }, (_, at) => (at + 1) * 15),
  ...Array.from({ length: 22 }, (_, at) => 270 + at * 30),
];

const lengths = (minutes: number) =>
  [...new Set([...USUAL, minutes])]
    .sort((one, other) => one - other)
    .map((value) => ({ value: String(value), label: formatMinutes(value) }));

/** What callers can book. `faults`: by `0.name`, and `` for all of them. `onRemove`: in place of removing at once. */
export const ServiceFields = ({
  value,
  onChange,
  onRemove = ({ id }) => onChange(value.filter((service) => service.id !== id)),
  faults,
}: {
  readonly value: readonly Service[];
  readonly onChange: (services: readonly Service[]) => void;
  readonly onRemove?: (service: Service) => void;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  const added = useRef<string>(undefined);
  const change = (place: number, part: Partial<Service>) =>
    onChange(value.map((service, at) => (at === place ? { ...service, ...part } : service)));
  const add = () => {
    const service = newService();
    added.current = service.id;
    onChange([...value, service]);
  };
  /** Whoever adds one wants to name it. */
  const focusAdded = (id: string) => (input: HTMLInputElement | null) => {
    if (!input || added.current !== id) return;
    added.current = undefined;
    input.focus();
  };
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
      {value.map((service, place) => (
        <Group key={service.id} gap="xs" align="flex-start">
          <TextInput
            aria-label={words.service(place + 1)}
            ref={focusAdded(service.id)}
            value={service.name}
            maxLength={80}
            error={faults[`${place}.name`] ?? faults[`${place}.id`]}
            onChange={({ currentTarget }) => change(place, { name: currentTarget.value })}
            style={{ flex: '1 1 220px' }}
          />
          <NativeSelect
            aria-label={words.duration(place + 1)}
            data={lengths(service.durationMinutes)}
            value={String(service.durationMinutes)}
            error={faults[`${place}.durationMinutes`]}
            onChange={({ currentTarget }) => change(place, { durationMinutes: Number(currentTarget.value) })}
            w={130}
          />
          {value.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeService(service.name || words.service(place + 1))}
              onClick={() => onRemove(service)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {value.length < MOST_SERVICES && (
        <Group>
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {words.addService}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
