import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../ui/use-messages.ts';
import { isOutcome, OUTCOMES } from './call.ts';
import type { CallSearch } from './call-search.ts';

export const CallFilters = ({
  search,
  onSearch,
}: {
  readonly search: CallSearch;
  readonly onSearch: (wanted: CallSearch) => void;
}) => {
  const { calls: words } = useMessages();
  const [typed, setTyped] = useState(search.words ?? '');
  const { outcome: _, words: __, ...span } = search;
  const look = (outcome: unknown, said: string): void =>
    onSearch({
      ...span,
      ...(isOutcome(outcome) && { outcome }),
      ...(said.trim() !== '' && { words: said.trim() }),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look(search.outcome, typed);
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.searchLabel}
          placeholder={words.search}
          type="search"
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSection={<IconSearch size={16} aria-hidden />}
          style={{ flex: '1 1 220px' }}
        />
        <NativeSelect
          label={words.outcome}
          value={search.outcome ?? ''}
          onChange={(event) => look(event.currentTarget.value, typed)}
          data={[
            { value: '', label: words.anyOutcome },
            ...OUTCOMES.map((value) => ({ value, label: words.outcomes[value] })),
          ]}
        />
        <Button type="submit" variant="default">
          {words.searchLabel}
        </Button>
        {Object.keys(search).length > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              setTyped('');
              onSearch({});
            }}
          >
            {words.clear}
          </Button>
        )}
      </Group>
    </form>
  );
};
