import { Group, Text } from '@mantine/core';
import styles from './charts.module.css';

type DayBar = { readonly day: string; readonly amount: number };

const HEIGHT = 96;

/** A bar for each day. What is written stands outside of the drawing, which is stretched to whatever width there is. */
export const DayBars = ({
  title,
  most,
  first,
  last,
  bars,
  description,
}: {
  readonly title: string;
  /** What the highest bar stands for. */
  readonly most: string;
  readonly first: string;
  readonly last: string;
  readonly bars: readonly DayBar[];
  readonly description: string;
}) => {
  const highest = Math.max(1, ...bars.map(({ amount }) => amount));
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {most}
        </Text>
      </Group>
      <svg
        role="img"
        aria-label={description}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        height={HEIGHT}
        className={styles.drawing}
      >
        {bars.map(({ day, amount }, place) => {
          const height = ((HEIGHT - 2) * amount) / highest;
          return (
            <rect
              key={day}
              className={styles.bar}
              x={place + 0.12}
              y={HEIGHT - 1 - height}
              width={0.76}
              height={height}
            />
          );
        })}
        <line className={styles.line} x1={0} x2={bars.length} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      </svg>
      <Group justify="space-between" gap="xs" aria-hidden>
        <Text size="xs" c="dimmed">
          {first}
        </Text>
        {last !== first && (
          <Text size="xs" c="dimmed">
            {last}
          </Text>
        )}
      </Group>
    </div>
  );
};
