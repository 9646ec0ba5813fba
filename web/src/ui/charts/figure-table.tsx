import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './charts.module.css';

type FigureColumn = { readonly name: string; readonly isNumber?: boolean };
export type FigureRow = {
  readonly key: string;
  readonly name: ReactNode;
  readonly cells: readonly ReactNode[];
};

/** The figures of a picture as a table; where it is wider than the screen it is moved sideways by itself. */
export const FigureTable = ({
  name,
  corner,
  columns,
  rows,
}: {
  readonly name: string;
  readonly corner: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
}) => (
  // biome-ignore lint/a11y/useSemanticElements: no landmark, which its part of the screen is already by the same name.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard.
  <div role="group" aria-label={name} tabIndex={0} className={styles.scroll}>
    <Table className="tabular" verticalSpacing={6} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{corner}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column.name} scope="col" ta={column.isNumber === false ? undefined : 'end'}>
              {column.name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, name: rowName, cells }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={400}>
              {rowName}
            </Table.Th>
            {columns.map((column, place) => (
              <Table.Td key={column.name} ta={column.isNumber === false ? undefined : 'end'}>
                {cells[place]}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);
