import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Faults } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { MOST_PHONES } from './described.ts';

/** The owner's own numbers, as they are typed. `least`: so many are asked for. `faults`: by `0`. */
export const PhoneFields = ({
  value,
  onChange,
  faults,
  hint,
  least = 0,
}: {
  readonly value: readonly string[];
  readonly onChange: (phones: readonly string[]) => void;
  readonly faults: Faults;
  readonly hint: string;
  readonly least?: number;
}) => {
  const { businessFields: words } = useMessages();
  return (
    <>
      {value.map((phone, place) => (
        <Group key={place} align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            label={place === 0 ? words.phone : words.otherPhone(place + 1)}
            description={place === 0 ? hint : undefined}
            type="tel"
            autoComplete={place === 0 ? 'tel' : 'off'}
            required={place < least}
            value={phone}
            error={faults[place]}
            onChange={({ currentTarget }) =>
              onChange(value.map((one, at) => (at === place ? currentTarget.value : one)))
            }
            style={{ flex: 1 }}
          />
          {place >= least && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removePhone(place + 1)}
              onClick={() => onChange(value.filter((_, at) => at !== place))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {value.length < MOST_PHONES && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, ''])}
          >
            {words.addPhone}
          </Button>
        </Group>
      )}
    </>
  );
};
