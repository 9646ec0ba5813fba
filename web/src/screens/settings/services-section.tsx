import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Fact } from '../../ui/facts.tsx';
import { formatMinutes } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';
import {
  newService,
  type Service,
  servicesChanges,
  servicesFaults,
  takeServices,
} from './drafts/services-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { useSectionDraft } from './use-section-draft.ts';

const MOST_SERVICES = 50;
const DURATIONS = Array.from({ length: 60 }, (_, step) => (step + 1) * 15).map((minutes) => ({
  value: String(minutes),
  label: formatMinutes(minutes),
}));

export const ServicesSection = () => {
  const { app, settings } = useMessages();
  const words = settings.services;
  const form = useSectionDraft({
    take: takeServices,
    changes: servicesChanges,
    faults: servicesFaults({ required: app.required, twice: words.twice }),
  });
  const { draft, change, faultOf } = form;
  const [toRemove, setToRemove] = useState<Service>();
  const added = useRef<string>(undefined);
  const add = () => {
    const service = newService();
    added.current = service.id;
    change([...draft, service]);
  };
  const put = (id: string, next: Partial<Service>) =>
    change(draft.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const isThere = (id: string) => form.now.services.some((one) => one.id === id);
  const drop = (id: string) => {
    change(draft.filter((one) => one.id !== id));
    setToRemove(undefined);
  };
  const facts = ({ services }: Business): readonly Fact[] =>
    services.map(({ name, durationMinutes }) => [name, formatMinutes(durationMinutes)]);
  return (
    <SectionPage section="services">
      <SectionForm form={form} facts={facts}>
        <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
          {draft.map((service, place) => (
            <Group key={service.id} component="li" align="flex-start" gap="xs">
              <TextInput
                style={{ flex: '1 1 200px' }}
                label={words.name}
                maxLength={80}
                required
                value={service.name}
                error={faultOf(`services.${place}.name`)}
                ref={(input) => {
                  if (input && added.current === service.id) {
                    added.current = undefined;
                    input.focus();
                  }
                }}
                onChange={({ currentTarget }) => put(service.id, { name: currentTarget.value })}
              />
              <NativeSelect
                w={130}
                label={words.duration}
                data={DURATIONS}
                value={String(service.durationMinutes)}
                onChange={({ currentTarget }) =>
                  put(service.id, { durationMinutes: Number(currentTarget.value) })
                }
              />
              <ActionIcon
                variant="default"
                size={36}
                mt={25}
                disabled={draft.length === 1}
                aria-label={words.remove(service.name || words.unnamed)}
                onClick={() => (isThere(service.id) ? setToRemove(service) : drop(service.id))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
        {draft.length === 1 && (
          <Text size="sm" c="dimmed">
            {words.lastOne}
          </Text>
        )}
        {draft.length < MOST_SERVICES && (
          <Group>
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
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
