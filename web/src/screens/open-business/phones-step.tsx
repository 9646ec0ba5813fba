import { ActionIcon, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMessages } from '../../ui/use-messages.ts';
import type { StepProps } from './step-props.ts';

const MOST_PHONES = 5;

/** How the owner is reached, by us and by callers who want a person. */
export const PhonesStep = ({ draft, change, faults }: StepProps) => {
  const { openBusiness: words } = useMessages();
  const { phones } = draft;
  return (
    <Stack>
      <TextInput
        label={words.email}
        type="email"
        autoComplete="email"
        required
        value={draft.email}
        error={faults['owner.email']}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      {phones.map((phone, place) => (
        <Group key={place} align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            label={place === 0 ? words.phone : words.otherPhone(place + 1)}
            description={place === 0 ? words.phoneHint : undefined}
            type="tel"
            autoComplete={place === 0 ? 'tel' : 'off'}
            required={place === 0}
            value={phone}
            error={faults[`owner.phones.${place}`]}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              change({ phones: phones.map((one, at) => (at === place ? typed : one)) });
            }}
            style={{ flex: 1 }}
          />
          {place > 0 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removePhone(place + 1)}
              onClick={() => change({ phones: phones.filter((_, at) => at !== place) })}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {phones.length < MOST_PHONES && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change({ phones: [...phones, ''] })}
          >
            {words.addPhone}
          </Button>
        </Group>
      )}
      <Checkbox
        label={words.sameTransfer}
        checked={draft.isSameTransfer}
        onChange={(event) => change({ isSameTransfer: event.currentTarget.checked })}
      />
      {!draft.isSameTransfer && (
        <TextInput
          label={words.transfer}
          description={words.transferHint}
          type="tel"
          required
          value={draft.transferNumber}
          error={faults['owner.transferNumber']}
          onChange={(event) => change({ transferNumber: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
};
