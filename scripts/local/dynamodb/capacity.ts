import { oneOf } from './database.ts';
import type { IndexUnits } from './table.ts';
import type { Input } from './wire.ts';

/** Units (developer guide, "DynamoDB read and write operations"): writes by 1 KB, reads by 4 KB, halves if eventually consistent. */
const WRITE_BLOCK = 1024;
const READ_BLOCK = 4096;

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_BLOCK));

export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_BLOCK)) * (isConsistent ? 1 : 0.5);

/** Adds up what a request consumed and words it as was asked for. */
export type Meter = {
  table(tableName: string, units: number): void;
  index(tableName: string, indexName: string, units: number): void;
  indexes(tableName: string, units: IndexUnits, times?: number): void;
  /** One entry a table; undefined where nobody asked. */
  all(): Record<string, unknown>[] | undefined;
};

type Sum = { table: number; readonly indexes: Map<string, number> };

export const createMeter = (input: Input): Meter | undefined => {
  const level = oneOf(input, 'ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE'] as const) ?? 'NONE';
  if (level === 'NONE') return undefined;
  const sums = new Map<string, Sum>();
  const sumOf = (name: string): Sum => {
    const sum = sums.get(name) ?? { table: 0, indexes: new Map() };
    sums.set(name, sum);
    return sum;
  };
  const addIndex = (name: string, indexName: string, units: number): void => {
    const { indexes } = sumOf(name);
    indexes.set(indexName, (indexes.get(indexName) ?? 0) + units);
  };
  return {
    table(name, units) {
      sumOf(name).table += units;
    },
    index: addIndex,
    indexes(name, units, times = 1) {
      for (const [indexName, taken] of units ?? []) addIndex(name, indexName, taken * times);
    },
    all: () =>
      [...sums].map(([name, { table, indexes }]) => ({
        TableName: name,
        CapacityUnits: [...indexes.values()].reduce((total, units) => total + units, table),
        ...(level === 'INDEXES' && {
          Table: { CapacityUnits: table },
          ...(indexes.size > 0 && {
            GlobalSecondaryIndexes: Object.fromEntries(
              [...indexes].map(([indexName, units]) => [indexName, { CapacityUnits: units }]),
            ),
          }),
        }),
      })),
  };
};

/** What an action on one table answers about capacity. */
export const consumed = (meter: Meter | undefined): Record<string, unknown> =>
  meter ? { ConsumedCapacity: meter.all()?.[0] } : {};

/** What an action on several tables answers about capacity. */
export const consumedByTable = (meter: Meter | undefined): Record<string, unknown> =>
  meter ? { ConsumedCapacity: meter.all() } : {};
