import { formatCount } from '../format.ts';
import styles from './charts.module.css';

type StepBar = { readonly name: string; readonly count: number };

const WIDTH = 360;
const ROW = 46;
const BAR = 20;

/** One bar for each step, as long as its count is of the largest one. */
export const StepBars = ({
  steps,
  description,
}: {
  readonly steps: readonly StepBar[];
  readonly description: string;
}) => {
  const most = Math.max(1, ...steps.map(({ count }) => count));
  return (
    <svg
      role="img"
      aria-label={description}
      viewBox={`0 0 ${WIDTH} ${steps.length * ROW}`}
      className={styles.drawing}
      style={{ maxWidth: 520 }}
    >
      {steps.map(({ name, count }, place) => (
        <g key={name} transform={`translate(0 ${place * ROW})`}>
          <text x={0} y={14} fontSize={13}>
            {name}
          </text>
          <text x={WIDTH} y={14} fontSize={13} fontWeight={600} textAnchor="end">
            {formatCount(count)}
          </text>
          <rect className={styles.ground} y={19} width={WIDTH} height={BAR} rx={4} />
          <rect className={styles.bar} y={19} width={(WIDTH * count) / most} height={BAR} rx={4} />
        </g>
      ))}
    </svg>
  );
};
