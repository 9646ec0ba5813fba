import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

export type TableInput = Omit<CreateTableCommandInput, 'TableName'>;

export const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
const DUE = {
  IndexName: 'due',
  KeySchema: [
    { AttributeName: 'duePk', KeyType: 'HASH' as const },
    { AttributeName: 'dueSk', KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
};
const LISTED = {
  IndexName: 'listed',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'listSk', KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
};
/** As it shall be. */
export const WHOLE: TableInput = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk', 'listSk'].map(text),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [DUE, LISTED],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

/** What differs, the table that differs so, the attribute by which it expires, and what is said of it. */
export const RESPECTS: [string, Partial<TableInput>, string, string][] = [
  [
    'other keys',
    { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
    'expiresAt',
    'keys: is pk (S) partition; shall be pk (S) partition, sk (S) sort',
  ],
  [
    'a key of another type',
    {
      AttributeDefinitions: [
        ...['pk', 'duePk', 'dueSk', 'listSk'].map(text),
        { AttributeName: 'sk', AttributeType: 'N' },
      ],
    },
    'expiresAt',
    'keys: is pk (S) partition, sk (N) sort; shall be pk (S) partition, sk (S) sort',
  ],
  [
    'capacity that is bought',
    {
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexes: [DUE, LISTED].map((index) => ({
        ...index,
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      })),
    },
    'expiresAt',
    'capacity: is PROVISIONED; shall be PAY_PER_REQUEST',
  ],
  [
    'no stream',
    { StreamSpecification: { StreamEnabled: false } },
    'expiresAt',
    'stream: is off; shall be NEW_AND_OLD_IMAGES',
  ],
  [
    'a stream of new rows only',
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
    'expiresAt',
    'stream: is NEW_IMAGE; shall be NEW_AND_OLD_IMAGES',
  ],
  ['no expiry', {}, 'none', 'expiry: is off; shall be by expiresAt'],
  ['expiry by something else', {}, 'ttl', 'expiry: is by ttl; shall be by expiresAt'],
  [
    'deletion protection where none shall be',
    { DeletionProtectionEnabled: true },
    'expiresAt',
    'deletion protection: is on; shall be off',
  ],
  [
    'an index less',
    { GlobalSecondaryIndexes: [DUE], AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk'].map(text) },
    'expiresAt',
    'index listed is missing: by pk (S) partition, listSk (S) sort; holds KEYS_ONLY',
  ],
  [
    'an index more',
    { GlobalSecondaryIndexes: [DUE, LISTED, { ...LISTED, IndexName: 'other' }] },
    'expiresAt',
    'index other is one too many: by pk (S) partition, listSk (S) sort; holds KEYS_ONLY',
  ],
  [
    'an index by other keys',
    { GlobalSecondaryIndexes: [{ ...DUE, KeySchema: LISTED.KeySchema }, LISTED] },
    'expiresAt',
    'index due is by pk (S) partition, listSk (S) sort; holds ALL; shall be by duePk (S) partition, dueSk (S) sort; holds ALL',
  ],
  [
    'an index that holds less',
    { GlobalSecondaryIndexes: [{ ...DUE, Projection: { ProjectionType: 'KEYS_ONLY' } }, LISTED] },
    'expiresAt',
    'index due is by duePk (S) partition, dueSk (S) sort; holds KEYS_ONLY; shall be by duePk (S) partition, dueSk (S) sort; holds ALL',
  ],
  [
    'an index that holds some',
    {
      GlobalSecondaryIndexes: [
        DUE,
        { ...LISTED, Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['b', 'a'] } },
      ],
    },
    'expiresAt',
    'index listed is by pk (S) partition, listSk (S) sort; holds INCLUDE a b; shall be by pk (S) partition, listSk (S) sort; holds KEYS_ONLY',
  ],
];

/** Attributes that no key needs are refused. */
export const usedOnly = (table: Partial<TableInput>): Partial<TableInput> => {
  const made = { ...WHOLE, ...table };
  const schemas = [made, ...(made.GlobalSecondaryIndexes ?? [])].flatMap(({ KeySchema }) => KeySchema ?? []);
  const used = new Set(schemas.map(({ AttributeName }) => AttributeName));
  return {
    ...table,
    AttributeDefinitions: made.AttributeDefinitions?.filter((one) => used.has(one.AttributeName)),
  };
};
