import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useBusiness } from '../../app/business.ts';
import { formatMinutes, formatWallTime, formatWeekday } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { SaidForm } from './said-form.tsx';
import { ServicesEdit } from './services-edit.tsx';
import { useSaying } from './use-saying.ts';

/** Services and hours as they stand, to be confirmed or changed. */
export const ServicesPart = () => {
  const { onboarding, businessFields } = useMessages();
  const words = onboarding.services;
  const { services, hours, settingsVersion } = useBusiness();
  const [isEdited, setIsEdited] = useState(false);
  const confirm = useSaying<number>((api, path, version) =>
    api.confirmServices({ path, body: { settingsVersion: version } }),
  );
  if (isEdited) return <ServicesEdit onClose={() => setIsEdited(false)} />;
  return (
    <Stack gap="sm">
      <Group align="flex-start" gap="xl">
        <Stack gap={4}>
          <Title order={3} size="h6">
            {words.services}
          </Title>
          <List size="sm">
            {services.map(({ id, name, durationMinutes }) => (
              <List.Item key={id}>{words.length(name, formatMinutes(durationMinutes))}</List.Item>
            ))}
          </List>
        </Stack>
        <Stack gap={4}>
          <Title order={3} size="h6">
            {words.hours}
          </Title>
          <List size="sm">
            {hours.map(({ weekday, opens, closes }) => (
              <List.Item key={`${weekday} ${opens}`}>
                <Text span size="sm">
                  {words.span(
                    formatWeekday(weekday),
                    formatWallTime(opens),
                    closes === '24:00' ? businessFields.midnight : formatWallTime(closes),
                  )}
                </Text>
              </List.Item>
            ))}
          </List>
        </Stack>
      </Group>
      <SaidForm
        onSubmit={() => confirm.mutate(settingsVersion)}
        saying={confirm}
        submit={words.submit}
        others={
          <Button variant="default" onClick={() => setIsEdited(true)}>
            {words.edit}
          </Button>
        }
      />
    </Stack>
  );
};
