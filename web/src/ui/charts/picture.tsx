import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../use-messages.ts';

/** A drawing of figures, and the table of the same figures behind it. */
export const Picture = ({ children, table }: { readonly children: ReactNode; readonly table: ReactNode }) => {
  const { insights } = useMessages();
  return (
    <>
      {children}
      <details>
        <Text component="summary" size="sm" c="var(--mantine-color-anchor)" style={{ cursor: 'pointer' }}>
          {insights.asTable}
        </Text>
        {table}
      </details>
    </>
  );
};
