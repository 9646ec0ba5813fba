import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeContinuousBackupsCommand,
  type DescribeTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareShapes } from '../../scripts/data-model/compare.ts';
import { expectedShape, shapeOfTemplate } from '../../scripts/data-model/expected.ts';
import { liveShape } from '../../scripts/data-model/live.ts';
import type { Shape } from '../../scripts/data-model/shape.ts';
import { openTable, verify } from '../../scripts/data-model/verify.ts';
import { startMemoryDynamo } from '../../scripts/local/dynamodb/memory-server.ts';
import { sharedDynamo } from '../support/shared-dynamo.ts';

type Table = Omit<CreateTableCommandInput, 'TableName'>;

const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
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
const WHOLE: Table = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk', 'listSk'].map(text),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [DUE, LISTED],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

let expected: Shape;
let ofCustomers: Shape;
let memory: Awaited<ReturnType<typeof startMemoryDynamo>>;
const clients: DynamoDBClient[] = [];
const clientOf = (endpoint: string): DynamoDBClient => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
};
beforeAll(async () => {
  expected = expectedShape('dev');
  ofCustomers = expectedShape('prod');
  memory = await startMemoryDynamo({ now: () => 0 });
}, 180_000);
afterAll(async () => {
  for (const client of clients) client.destroy();
  await memory?.stop();
});

/** What is said of a table that was made so, and expires by that attribute. */
const differencesOf = async (db: DynamoDBClient, differing: Partial<Table> = {}, expiry = 'expiresAt') => {
  const TableName = `table-${randomUUID()}`;
  await db.send(new CreateTableCommand({ TableName, ...WHOLE, ...differing }));
  if (expiry !== 'none')
    await db.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: expiry, Enabled: true },
      }),
    );
  // Emulators encrypt nothing.
  const live = { ...(await liveShape(db, TableName)), encryption: undefined };
  return compareShapes(live, expected);
};

const RESPECTS: [string, Partial<Table>, string, string][] = [
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
const usedOnly = (table: Partial<Table>): Partial<Table> => {
  const made = { ...WHOLE, ...table };
  const schemas = [made, ...(made.GlobalSecondaryIndexes ?? [])].flatMap(({ KeySchema }) => KeySchema ?? []);
  const used = new Set(schemas.map(({ AttributeName }) => AttributeName));
  return {
    ...table,
    AttributeDefinitions: made.AttributeDefinitions?.filter((one) => used.has(one.AttributeName)),
  };
};

const stores = [
  ['the store in memory', () => clientOf(memory.url)],
  ['the store that tests share', async () => clientOf(await sharedDynamo())],
] as const;

describe.each(stores)('the data model, in %s [O6]', (_, connect) => {
  it('is as it was synthesised', async () => {
    expect((await differencesOf(await connect())).differences).toEqual([]);
  });

  it.each(RESPECTS)('differs by %s, and in nothing else', async (_what, table, expiry, line) => {
    const { differences } = await differencesOf(await connect(), usedOnly(table), expiry);

    expect(differences).toEqual([line]);
  });
});

describe('the data model [O6]', () => {
  /** What AWS says of a table, with parts of its answers changed. */
  const answering = (change: (name: string, answer: Record<string, never>) => object) => {
    const db = clientOf(memory.url);
    const send = db.send.bind(db);
    return Object.assign(db, {
      async send(command: object) {
        const name = command.constructor.name;
        if (command instanceof DescribeContinuousBackupsCommand) return change(name, {});
        return change(
          name,
          (await send(command as DescribeTableCommand)) as unknown as Record<string, never>,
        );
      },
    }) as unknown as DynamoDBClient;
  };
  const recovering = (status: string) =>
    answering((name, answer) =>
      name === 'DescribeContinuousBackupsCommand'
        ? {
            ContinuousBackupsDescription: {
              PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
            },
          }
        : answer,
    );

  it.each([
    ['ENABLED', []],
    ['DISABLED', ['recovery of any second: is off; shall be on']],
  ])('sees whether any second can be brought back: %s', async (status, lines) => {
    expect((await differencesOf(recovering(status))).differences).toEqual(lines);
  });

  it.each([
    [{ Status: 'ENABLED', SSEType: 'KMS' }, []],
    [undefined, ['encryption: is without KMS; shall be with KMS']],
  ])('sees what it is encrypted with: %j', async (SSEDescription, lines) => {
    const db = answering((_name, answer) =>
      'Table' in answer ? { Table: { ...(answer.Table as object), SSEDescription } } : answer,
    );
    const TableName = `table-${randomUUID()}`;
    await db.send(new CreateTableCommand({ TableName, ...WHOLE }));
    const { encryption } = await liveShape(db, TableName);

    const { differences } = compareShapes({ ...expected, encryption }, expected);
    expect(differences).toEqual(lines);
  });

  it('takes no index that is still being made for one', async () => {
    const db = answering((_name, answer) => {
      const { Table } = answer as { Table?: { GlobalSecondaryIndexes: object[] } };
      if (!Table) return answer;
      const indexes = Table.GlobalSecondaryIndexes.map((one) => ({ ...one, IndexStatus: 'CREATING' }));
      return { Table: { ...Table, GlobalSecondaryIndexes: indexes } };
    });

    const { differences } = await differencesOf(db);
    expect(differences.filter((line) => /^index .*\(CREATING\)/.test(line))).toHaveLength(2);
  });

  it('names what nobody here can tell, and does not call it a difference', async () => {
    const said: string[] = [];
    const holds = await verify(
      { shape: async () => ({ ...expected, expiry: undefined }) },
      expected,
      (line) => void said.push(line),
    );

    expect(holds).toBe(true);
    expect(said).toEqual(['– cannot be asked here: expiry', '✓ The table is as it was synthesised.']);
  });

  it('does not take a question that was refused for one that nobody can answer', async () => {
    const denied = Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' });
    const db = answering((name, answer) => {
      if (name === 'DescribeTimeToLiveCommand') throw denied;
      return answer;
    });

    await expect(differencesOf(db)).rejects.toThrow('not allowed');
  });

  it('of a stage with customers cannot be deleted', () => {
    expect(ofCustomers['deletion protection']).toBe('on');
  });

  it('of a template that says little is read as CloudFormation would make it', () => {
    const AttributeDefinitions = [text('a')];
    const KeySchema = [{ AttributeName: 'a', KeyType: 'HASH' }];

    expect(shapeOfTemplate({ AttributeDefinitions, KeySchema })).toEqual({
      keys: 'a (S) partition',
      capacity: 'PROVISIONED',
      stream: 'off',
      expiry: 'off',
      'recovery of any second': 'off',
      'deletion protection': 'off',
      encryption: 'without KMS',
      indexes: new Map(),
    });
  });

  it('is said line by line, and the command fails where there is one', async () => {
    const db = clientOf(memory.url);
    const table = `table-${randomUUID()}`;
    await db.send(new CreateTableCommand({ TableName: table, ...WHOLE, StreamSpecification: undefined }));
    const said: string[] = [];
    const open = openTable({
      name: 'here',
      table,
      access: {
        endpoint: memory.url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      },
    });

    expect(await verify(open, expected, (line) => void said.push(line))).toBe(false);
    open.close();
    expect(said.filter((line) => line.startsWith('✗'))).toEqual([
      '✗ stream: is off; shall be NEW_AND_OLD_IMAGES',
      '✗ expiry: is off; shall be by expiresAt',
    ]);
  });
});
