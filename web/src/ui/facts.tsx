import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values, one under the other on a phone. */
export const Facts = ({ facts }: { readonly facts: readonly (Fact | false | undefined)[] }) => (
  <dl style={{ margin: 0, display: 'grid', gap: 'var(--mantine-spacing-xs)' }}>
    {facts
      .filter((fact) => fact !== false && fact !== undefined)
      .map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0}>
            {value}
          </Text>
        </div>
      ))}
  </dl>
);
