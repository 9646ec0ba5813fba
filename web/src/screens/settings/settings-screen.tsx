import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusinessId, useRole } from '../../app/business.ts';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { GROUPS } from './sections.ts';

/** All that can be set, each with a word about it. */
export const SettingsScreen = () => {
  const { settings: words } = useMessages();
  const businessId = useBusinessId();
  const role = useRole();
  return (
    <Page title={words.title}>
      {GROUPS.map(({ group, sections }) => (
        <Stack key={group} gap="xs" component="section" aria-label={words.groups[group]}>
          <Title order={2} size="h4">
            {words.groups[group]}
          </Title>
          <SimpleGrid
            component="ul"
            cols={{ base: 1, sm: 2, lg: 3 }}
            spacing="sm"
            m={0}
            p={0}
            style={{ listStyle: 'none' }}
          >
            {sections
              .filter(({ ownersOnly }) => !ownersOnly || role === 'owner')
              .map(({ section, icon: Icon }) => (
                <li key={section}>
                  <Card withBorder h="100%" component={Link} to={`/b/${businessId}/settings/${section}`}>
                    <Group wrap="nowrap" align="flex-start" gap="sm">
                      <Icon size={22} aria-hidden style={{ flexShrink: 0 }} />
                      <Stack gap={2}>
                        <Text fw={600} c="var(--mantine-color-anchor)">
                          {words.sections[section].name}
                        </Text>
                        <Text size="sm" c="dimmed">
                          {words.sections[section].about}
                        </Text>
                      </Stack>
                    </Group>
                  </Card>
                </li>
              ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Page>
  );
};
