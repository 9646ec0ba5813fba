import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useMessages } from './use-messages.ts';

/** A screen: its name as heading and in the browser's title, and what can be done beside it. */
export const Page = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => {
  const { app } = useMessages();
  useEffect(() => {
    document.title = `${title} · ${app.name}`;
  }, [title, app]);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="center">
        <Title order={1} size="h2" tabIndex={-1} id="page-title">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
};
