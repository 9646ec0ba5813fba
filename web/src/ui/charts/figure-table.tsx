import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './charts.module.css';

type FigureColumn = { readonly name: string; readonly isNumber?: boolean };
export type FigureRow = {
  readonly key: string;
  readonly name: ReactNode;
  readonly cells: readonly ReactNode[];
};

/**
 * Figures as a table. On a phone one that `isStacked` has each row as a block, its name above and each figure behind the
 * name of its column; any other is moved sideways by itself where it is wider than the screen.
 */
export const FigureTable = ({
  name,
  corner,
  columns,
  rows,
  isStacked,
}: {
  readonly name: string;
  readonly corner: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
  /** For few columns and long names: of many rows it would make a long way down. */
  readonly isStacked?: boolean;
}) => (
  // biome-ignore lint/a11y/useSemanticElements: no landmark, which its part of the screen is already by the same name.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard.
  <div role="group" aria-label={name} tabIndex={0} className={styles.scroll}>
    {/* By their roles it stays a table to whoever hears it, also where it is drawn as none. */}
    <Table
      role="table"
      className={`tabular ${styles.table}`}
      data-stacked={isStacked}
      verticalSpacing={6}
      horizontalSpacing="xs"
    >
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          <Table.Th role="columnheader" scope="col">
            {corner}
          </Table.Th>
          {columns.map((column) => (
            <Table.Th
              key={column.name}
              role="columnheader"
              scope="col"
              ta={column.isNumber === false ? undefined : 'end'}
            >
              {column.name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map(({ key, name: rowName, cells }) => (
          <Table.Tr key={key} role="row">
            <Table.Th role="rowheader" scope="row">
              {rowName}
            </Table.Th>
            {columns.map((column, place) => (
              <Table.Td
                key={column.name}
                role="cell"
                ta={column.isNumber === false ? undefined : 'end'}
                data-column={column.name}
              >
                {/* One piece of the row, whatever it is made of. */}
                <div>{cells[place]}</div>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);
