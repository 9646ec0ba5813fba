import { formatCount } from '../format.ts';
import styles from './charts.module.css';

const LABELS = 52;
const CELL = { width: 44, height: 24 };
const HEAD = 20;

/** Counts in rows and columns, the more the stronger the colour; each says its number, because a colour alone says nothing. */
export const HeatMap = ({
  columns,
  rows,
  countOf,
  description,
}: {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly countOf: (row: number, column: number) => number;
  readonly description: string;
}) => {
  const most = Math.max(1, ...rows.flatMap((_, row) => columns.map((__, column) => countOf(row, column))));
  return (
    <svg
      role="img"
      aria-label={description}
      viewBox={`0 0 ${LABELS + columns.length * CELL.width} ${HEAD + rows.length * CELL.height}`}
      className={styles.drawing}
      style={{ maxWidth: 560 }}
    >
      {columns.map((name, column) => (
        <text
          key={name}
          className={styles.lesser}
          x={LABELS + (column + 0.5) * CELL.width}
          y={13}
          fontSize={12}
          textAnchor="middle"
        >
          {name}
        </text>
      ))}
      {rows.map((name, row) => (
        <g key={name} transform={`translate(0 ${HEAD + row * CELL.height})`}>
          <text className={styles.lesser} x={LABELS - 8} y={16} fontSize={12} textAnchor="end">
            {name}
          </text>
          {columns.map((column, place) => {
            const count = countOf(row, place);
            const strength = count / most;
            const at = { x: LABELS + place * CELL.width + 1, y: 1 };
            const size = { width: CELL.width - 2, height: CELL.height - 2, rx: 3 };
            // Text reads on a strong colour in one ink and on a weak one in the other.
            const isStrong = strength >= 0.75;
            return (
              <g key={column}>
                <rect className={styles.ground} {...at} {...size} />
                {count > 0 && (
                  <>
                    <rect
                      className={styles.bar}
                      {...at}
                      {...size}
                      opacity={isStrong ? 1 : 0.12 + strength * 0.35}
                    />
                    <text
                      className={isStrong ? styles.onBar : undefined}
                      x={at.x + size.width / 2}
                      y={16}
                      fontSize={12}
                      textAnchor="middle"
                    >
                      {formatCount(count)}
                    </text>
                  </>
                )}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
};
