import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../ui/use-messages.ts';

/** Looks for customers by name or number. */
export const CustomerFilter = ({
  sought,
  onSeek,
}: {
  readonly sought: string | undefined;
  readonly onSeek: (words: string | undefined) => void;
}) => {
  const { customers: words } = useMessages();
  const [typed, setTyped] = useState(sought ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSeek(typed.trim() || undefined);
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.search}
          placeholder={words.searchHint}
          type="search"
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSection={<IconSearch size={16} aria-hidden />}
          style={{ flex: '1 1 220px' }}
        />
        <Button type="submit" variant="default">
          {words.search}
        </Button>
        {sought !== undefined && (
          <Button
            variant="subtle"
            onClick={() => {
              setTyped('');
              onSeek(undefined);
            }}
          >
            {words.clear}
          </Button>
        )}
      </Group>
    </form>
  );
};
