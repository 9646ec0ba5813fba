import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Faults } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { type Crew, MOST_CREWS, withCrew } from './described.ts';

/** Who does the work. `faults`: by `0.name`. */
export const CrewFields = ({
  value,
  onChange,
  faults,
}: {
  readonly value: readonly Crew[];
  readonly onChange: (crews: readonly Crew[]) => void;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.crewsHint}
      </Text>
      {value.map(({ id, name }, place) => (
        <Group key={id} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={words.crew(place + 1)}
            value={name}
            maxLength={80}
            error={faults[`${place}.name`]}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              onChange(value.map((crew) => (crew.id === id ? { ...crew, name: typed } : crew)));
            }}
            style={{ flex: 1 }}
            miw={0}
          />
          {value.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeCrew(name || words.crew(place + 1))}
              onClick={() => onChange(value.filter((crew) => crew.id !== id))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {value.length < MOST_CREWS && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange(withCrew(value))}
          >
            {words.addCrew}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
