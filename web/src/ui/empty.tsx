import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from './page-title.tsx';

/** Nothing is here yet: what will be, why it is not, and the one thing to do next. */
export const Empty = ({
  title,
  why,
  isPage = false,
  children,
}: {
  readonly title: string;
  readonly why: string;
  /** Where it is all that a page has. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}) => (
  <Stack align="center" gap="xs" py="xl" ta="center">
    {isPage ? (
      <PageTitle title={title} size="h4" />
    ) : (
      <Title order={2} size="h4">
        {title}
      </Title>
    )}
    <Text c="dimmed" maw={460}>
      {why}
    </Text>
    {children}
  </Stack>
);
