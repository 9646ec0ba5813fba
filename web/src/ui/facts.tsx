import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values, one under the other on a phone. */
export const Facts = ({ facts }: { readonly facts: readonly (Fact | false | undefined)[] }) => (
  <dl style={{ margin: 0, display: 'grid', gap: 'var(--mantine-spacing-xs)' }}>
    {facts
      .filter((fact) => fact !== false && fact !== undefined)
      .map(([name, value], place) => (
        // Two of them may have the same name: two services, two openings of a day.
        <div key={`${place} ${name}`}>
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
