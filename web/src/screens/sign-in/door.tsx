import { Center, Container, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useMessages } from '../../ui/use-messages.ts';

/** What surrounds everything before somebody is signed in. */
export const Door = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const { app } = useMessages();
  useEffect(() => {
    document.title = `${title} · ${app.name}`;
  }, [title, app]);
  return (
    <Container component="main" size={440} py={{ base: 'lg', sm: 80 }}>
      <Center mb="lg">
        <Group gap="xs">
          <img src="/icon.svg" alt="" width={36} height={36} />
          <Text fw={700} size="xl">
            {app.name}
          </Text>
        </Group>
      </Center>
      <Paper withBorder p="lg" radius="md">
        <Stack>
          <Title order={1} size="h3">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Container>
  );
};
