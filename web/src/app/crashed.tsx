import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { useMessages } from '../ui/use-messages.ts';

/** A screen that has thrown, or a part of the app that could not be loaded. */
export const Crashed = () => {
  const { app } = useMessages();
  return (
    <Container size="xs" py="xl">
      <Stack role="alert">
        <Title order={1} size="h3">
          {app.crashedTitle}
        </Title>
        <Text>{app.crashed}</Text>
        <Button onClick={() => window.location.reload()}>{app.retry}</Button>
      </Stack>
    </Container>
  );
};
