import { failure, invalid } from './failure.ts';
import type { Surroundings, Table } from './table.ts';
import type { Input } from './wire.ts';

/** A store's tables with what all of its actions need. */
export type Database = {
  readonly tables: Map<string, Table>;
  readonly around: Surroundings;
  readonly region: string;
  /** Whether a batch leaves an entry undone. */
  readonly leaves: (operation: 'BatchWriteItem' | 'BatchGetItem', index: number) => boolean;
  readonly shards: number;
  /** Bytes after which a page of a query or scan ends. */
  readonly pageBytes: number;
};

export const constraint = (field: string, value: string, rule: string): Error =>
  invalid(`1 validation error detected: Value ${value} at '${field}' failed to satisfy constraint: ${rule}`);

/** A table's name by what a request calls it: the name itself or the table's ARN. */
export const nameOfTable = (text: string): string =>
  text.startsWith('arn:') ? (text.split('/')[1] ?? '') : text;

/** The table's name; an ARN is as good. Throws a ValidationException where there is none. */
export const tableName = (input: Input): string => {
  const { TableName } = input;
  if (typeof TableName !== 'string' || TableName === '') {
    throw constraint('tableName', 'null', 'Member must not be null');
  }
  return nameOfTable(TableName);
};

/** Throws ResourceNotFoundException. */
export const tableNamed = ({ tables }: Database, name: string): Table => {
  const table = tables.get(name);
  if (!table) throw failure('ResourceNotFoundException', 'Requested resource not found');
  return table;
};

/** A member that must be an object. */
export const objectIn = (input: Input, field: string): Input => {
  const value = input[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw constraint(field[0]?.toLowerCase() + field.slice(1), 'null', 'Member must not be null');
  }
  return value as Input;
};

/** An entry as an object; throws a SerializationException, as a parser does. */
export const structure = (value: unknown): Input => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Input;
  throw failure('SerializationException', 'Start of structure or map found where not expected.');
};

/** A member that must be a list of objects. */
export const listIn = (input: Input, field: string): readonly Input[] => {
  const value = input[field];
  if (!Array.isArray(value)) {
    throw constraint(field[0]?.toLowerCase() + field.slice(1), 'null', 'Member must not be null');
  }
  return value.map(structure);
};

/** Throws a ValidationException for a value outside a list. */
export const oneOf = <Option extends string>(
  input: Input,
  field: string,
  options: readonly Option[],
): Option | undefined => {
  const value = input[field];
  if (value === undefined || value === null) return undefined;
  if (options.includes(value as Option)) return value as Option;
  throw constraint(
    field[0]?.toLowerCase() + field.slice(1),
    `'${String(value)}'`,
    `Member must satisfy enum value set: [${options.join(', ')}]`,
  );
};
