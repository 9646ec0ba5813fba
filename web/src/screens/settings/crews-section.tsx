import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Fact } from '../../ui/facts.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';
import { type Crew, crewsChanges, crewsFaults, newCrew, takeCrews } from './drafts/services-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

const MOST_CREWS = 8;

export const CrewsSection = () => {
  const { app, settings } = useMessages();
  const words = settings.crews;
  const form = useSectionDraft({
    take: takeCrews,
    changes: crewsChanges,
    faults: crewsFaults({ required: app.required, twice: '' }),
  });
  const { draft, change, faultOf } = form;
  const [toRemove, setToRemove] = useState<Crew>();
  const drop = (id: string) => {
    change(draft.filter((one) => one.id !== id));
    setToRemove(undefined);
  };
  const isThere = (id: string) => form.now.crews.some((one) => one.id === id);
  const facts = ({ crews }: Business): readonly Fact[] =>
    crews.map(({ name }, place) => [words.member(place + 1), name]);
  return (
    <SectionPage section="crews">
      <SectionForm form={form} facts={facts}>
        <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
          {draft.map((crew, place) => (
            <Group key={crew.id} component="li" align="flex-start" gap="xs" wrap="nowrap">
              <TextInput
                style={{ flex: 1 }}
                label={words.member(place + 1)}
                maxLength={80}
                required
                value={crew.name}
                error={faultOf(`crews.${place}.name`)}
                onChange={({ currentTarget }) =>
                  change(draft.map((one) => (one === crew ? { ...one, name: currentTarget.value } : one)))
                }
              />
              <ActionIcon
                variant="default"
                size={36}
                mt={25}
                disabled={draft.length === 1}
                aria-label={words.remove(crew.name || words.member(place + 1))}
                onClick={() => (isThere(crew.id) ? setToRemove(crew) : drop(crew.id))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
        <Text size="sm" c="dimmed">
          {draft.length < MOST_CREWS ? words.atOnce(draft.length) : words.most}
        </Text>
        {draft.length < MOST_CREWS && (
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => change([...draft, newCrew(draft)])}
            >
              {words.add}
            </Button>
          </Group>
        )}
      </SectionForm>
      <Confirm
        isOpen={toRemove !== undefined}
        title={words.removeTitle(toRemove?.name ?? '')}
        confirm={words.removeConfirm}
        onConfirm={() => toRemove && drop(toRemove.id)}
        onClose={() => setToRemove(undefined)}
      >
        {words.removeMeans}
      </Confirm>
    </SectionPage>
  );
};
