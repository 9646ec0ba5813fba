import { SimpleGrid, Text } from '@mantine/core';
import { Go } from './go.tsx';

/** One figure with its name, and where the rows are that it was counted from. */
export type Figure = {
  readonly name: string;
  readonly value: string;
  readonly to?: string;
  readonly search?: Readonly<Record<string, string>>;
};

/** Figures side by side, each a term and its value. */
export const Figures = ({
  figures,
  columns = 2,
}: {
  readonly figures: readonly Figure[];
  readonly columns?: number;
}) => (
  <SimpleGrid component="dl" cols={columns} spacing="sm" m={0}>
    {figures.map(({ name, value, to, search }) => (
      <div key={name}>
        <Text component="dt" size="sm" c="dimmed">
          {name}
        </Text>
        <Text component="dd" m={0} size="xl" fw={600} className="tabular">
          {to === undefined ? (
            value
          ) : (
            <Go to={to} search={search} inherit className="thumb">
              {value}
            </Go>
          )}
        </Text>
      </div>
    ))}
  </SimpleGrid>
);
