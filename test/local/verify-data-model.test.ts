import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
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
import { RESPECTS, type TableInput, text, usedOnly, WHOLE } from './data-model-tables.ts';

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
const differencesOf = async (
  db: DynamoDBClient,
  differing: Partial<TableInput> = {},
  expiry = 'expiresAt',
) => {
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
