import { constraint, type Database, listIn, oneOf, tableName } from './database.ts';
import { describeTable } from './describe-table.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';
import { createOrderedRows } from './ordered-rows.ts';
import { createSecondaryIndex, type IndexDefinition, type ProjectionType } from './secondary-index.ts';
import { createShardLog, type StreamViewType } from './stream-log.ts';
import type { Table, TableStream } from './table.ts';
import type { Input } from './wire.ts';

const NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const MOST_INDEXES = 20;
const VIEWS: readonly StreamViewType[] = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'];

const refuseName = (name: string): void => {
  if (NAME.test(name)) return;
  throw invalid(
    `Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'`,
  );
};

type Types = ReadonlyMap<string, KeyAttribute['type']>;

const typesOf = (input: Input): Types =>
  new Map(
    listIn(input, 'AttributeDefinitions').map((definition) => [
      String(definition.AttributeName),
      oneOf(definition, 'AttributeType', ['S', 'N', 'B'] as const) ?? 'S',
    ]),
  );

const keySchemaOf = (input: Input, types: Types): KeySchema => {
  const elements = listIn(input, 'KeySchema');
  const [first, second, third] = elements;
  if (first?.KeyType !== 'HASH' || third !== undefined || (second && second.KeyType !== 'RANGE')) {
    throw invalid(
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type, or there are others than one RANGE behind it',
    );
  }
  const attribute = ({ AttributeName }: Input): KeyAttribute => {
    const name = String(AttributeName);
    const type = types.get(name);
    if (type === undefined) {
      throw invalidParameter(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
      );
    }
    return { name, type };
  };
  return { hash: attribute(first), range: second && attribute(second) };
};

const indexOf = (input: Input, types: Types): IndexDefinition => {
  const name = String(input.IndexName ?? '');
  refuseName(name);
  const projection = (input.Projection ?? {}) as Input;
  const type = oneOf(projection, 'ProjectionType', ['ALL', 'KEYS_ONLY', 'INCLUDE'] as const);
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  const included = (projection.NonKeyAttributes ?? []) as readonly string[];
  if ((type === 'INCLUDE') !== included.length > 0) {
    throw invalidParameter(
      `ProjectionType is ${type}, but NonKeyAttributes is ${type === 'INCLUDE' ? 'not ' : ''}specified`,
    );
  }
  return { name, key: keySchemaOf(input, types), projection: type satisfies ProjectionType, included };
};

const streamOf = (db: Database, input: Input, tableArn: string): TableStream | undefined => {
  const specification = input.StreamSpecification as Input | undefined;
  if (specification?.StreamEnabled !== true) return undefined;
  const view = oneOf(specification, 'StreamViewType', VIEWS);
  if (view === undefined) throw invalidParameter('StreamViewType must be specified for a stream');
  const label = new Date(db.around.now()).toISOString().slice(0, -1);
  return {
    arn: `${tableArn}/stream/${label}`,
    label,
    view,
    shards: Array.from({ length: db.shards }, () => createShardLog(db.around.now)),
  };
};

const refuseThroughput = (input: Input, what: string): void => {
  const mode = oneOf(input, 'BillingMode', ['PROVISIONED', 'PAY_PER_REQUEST'] as const) ?? 'PROVISIONED';
  if (mode === 'PROVISIONED' && input.ProvisionedThroughput === undefined) {
    throw invalid(`No provisioned throughput specified for the ${what}`);
  }
};

export const createTable = (db: Database, input: Input): Record<string, unknown> => {
  const name = tableName(input);
  refuseName(name);
  const types = typesOf(input);
  const key = keySchemaOf(input, types);
  refuseThroughput(input, 'table');
  if (input.LocalSecondaryIndexes !== undefined) {
    throw invalid('Local secondary indexes are not supported here');
  }
  const definitions = ((input.GlobalSecondaryIndexes ?? []) as Input[]).map((index) => indexOf(index, types));
  if (definitions.length > MOST_INDEXES) {
    throw constraint(
      'globalSecondaryIndexes',
      `'[${definitions.length} entries]'`,
      'Member must have length less than or equal to 20',
    );
  }
  const indexed = new Set(
    [key, ...definitions.map((definition) => definition.key)].flatMap(({ hash, range }) => [
      hash.name,
      range?.name,
    ]),
  );
  if ([...types.keys()].some((attribute) => !indexed.has(attribute))) {
    throw invalidParameter(
      `Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    );
  }
  if (db.tables.has(name)) throw failure('ResourceInUseException', `Table already exists: ${name}`);
  const arn = `arn:aws:dynamodb:${db.region}:000000000000:table/${name}`;
  const table: Table = {
    name,
    arn,
    key,
    created: input,
    createdAtMs: db.around.now(),
    indexes: new Map(
      definitions.map((definition) => [definition.name, createSecondaryIndex(definition, key)]),
    ),
    stream: streamOf(db, input, arn),
    rows: createOrderedRows(),
    locks: new Map(),
    fading: new Set(),
    expiryAttribute: undefined,
  };
  db.tables.set(name, table);
  return { TableDescription: describeTable(table) };
};
