import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';

/** A screen: its name as heading and in the browser's title, and what can be done beside it. */
export const Page = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) => (
  <Stack gap="md">
    <Group justify="space-between" align="center">
      <PageTitle title={title} size="h2" />
      {actions}
    </Group>
    {children}
  </Stack>
);
