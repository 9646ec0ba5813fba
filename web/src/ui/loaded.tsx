import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './problem.tsx';
import { useMessages } from './use-messages.ts';

/**
 * What was asked for, or that it is on its way, or why it is not there. What is there stays while it is asked for anew,
 * and stays with a word above it where that fails.
 */
export const Loaded = <T,>({
  query,
  children,
  rows = 4,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** How much is likely to come, so that the page does not jump. */
  readonly rows?: number;
}) => {
  const { app } = useMessages();
  const { data, error, refetch } = query;
  if (data === undefined && error === null) {
    return (
      <Stack gap="sm" role="status">
        <VisuallyHidden>{app.loading}</VisuallyHidden>
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} height={44} radius="md" />
        ))}
      </Stack>
    );
  }
  return (
    <>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && children(data)}
    </>
  );
};
