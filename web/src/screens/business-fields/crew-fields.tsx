import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Faults } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { type Crew, MOST_CREWS, newCrew } from './described.ts';

/** Who does the work. `faults`: by `0.name`. `onRemove`: in place of removing at once. */
export const CrewFields = ({
  value,
  onChange,
  onRemove = ({ id }) => onChange(value.filter((crew) => crew.id !== id)),
  faults,
}: {
  readonly value: readonly Crew[];
  readonly onChange: (crews: readonly Crew[]) => void;
  readonly onRemove?: (crew: Crew) => void;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.crewsHint}
      </Text>
      {value.map((crew, place) => (
        <Group key={crew.id} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={words.crew(place + 1)}
            value={crew.name}
            maxLength={80}
            error={faults[`${place}.name`]}
            onChange={({ currentTarget }) =>
              onChange(value.map((one) => (one === crew ? { ...one, name: currentTarget.value } : one)))
            }
            style={{ flex: 1 }}
            miw={0}
          />
          {value.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeCrew(crew.name || words.crew(place + 1))}
              onClick={() => onRemove(crew)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {value.length < MOST_CREWS ? (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, newCrew(value)])}
          >
            {words.addCrew}
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {words.mostCrews}
        </Text>
      )}
    </Stack>
  );
};
