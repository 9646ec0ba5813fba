import { Anchor, Container, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMessages } from '../ui/use-messages.ts';

export const NotFound = () => {
  const { app } = useMessages();
  return (
    <Container size="xs" py="xl">
      <Stack>
        <Title order={1} size="h3">
          {app.notFoundTitle}
        </Title>
        <Text>{app.notFound}</Text>
        <Anchor component={Link} to="/">
          {app.toHome}
        </Anchor>
      </Stack>
    </Container>
  );
};
