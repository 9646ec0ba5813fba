import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
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
  const { error, refetch } = query;
  // A whole screen that comes in at once is made in pieces: between them the page hears who presses something. What
  // stands in for it is put off, never the data: they belong to what is asked for now.
  const isThere = useDeferredValue(query.data !== undefined);
  const data = isThere ? query.data : undefined;
  if (data === undefined && error === null) {
    return (
      <Stack gap="sm" role="status">
        <VisuallyHidden>{app.loading}</VisuallyHidden>
        {Array.from({ length: rows }, (_, row) => (
          // Still: what moves has a cheap computer paint all the time, just when it has the page to make.
          <Skeleton key={row} height={44} radius="md" animate={false} />
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
