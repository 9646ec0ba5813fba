import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { startMemoryDynamo } from '../../../scripts/local/dynamodb/memory-server.ts';
import { createStageTable, type LocalTable } from '../../support/dynamo.ts';
import { sharedDynamo } from '../../support/shared-dynamo.ts';

type Command = Parameters<DynamoDBDocumentClient['send']>[0];
type Outcome = { readonly output?: object; readonly error?: Error };

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

const outcomeOf = async (client: DynamoDBDocumentClient, command: Command): Promise<Outcome> => {
  try {
    return { output: await client.send(command) };
  } catch (error) {
    if (error instanceof Error) return { error };
    throw error;
  }
};

const place = (row: Record<string, unknown>) => `${row.pk} ${row.sk}`;
const byKey = (rows: readonly Record<string, unknown>[]) =>
  rows.toSorted((one, two) => (place(one) < place(two) ? -1 : 1));

/** What an adapter can see of an outcome. */
const seen = ({ output, error }: Outcome): unknown => {
  if (!error) {
    // Nobody asks for capacity here: the known difference `emulatorTellsUnitsUnasked`. Rows of one minute of the due
    // index have no order; that a query of the table keeps its own is shown elsewhere.
    const { Items, ConsumedCapacity: _, $metadata: __, ...told } = output as Record<string, unknown>;
    return { ...told, ...(Items !== undefined && { Items: byKey(Items as Record<string, unknown>[]) }) };
  }
  const { name, Item, CancellationReasons } = error as Error & {
    readonly Item?: object;
    readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: object }[];
  };
  return { name, Item, reasons: CancellationReasons?.map((reason) => [reason.Code ?? 'None', reason.Item]) };
};

/**
 * The stage's table on DynamoDB Local and on the engine, both behind an AWS SDK client: whatever is sent to the one goes
 * to the other, one command after the other so that both meet them in one order, and must come out the same.
 */
export const startTable = async (): Promise<LocalTable> => {
  const memory = await startMemoryDynamo({ now: () => Date.UTC(2026, 10, 20, 12) });
  const name = `mirrored-${randomUUID()}`;
  const [real, engine] = [clientOf(await sharedDynamo()), clientOf(memory.url)];
  for (const client of [real, engine]) await createStageTable(client, name);
  const options = { marshallOptions: { removeUndefinedValues: true } };
  const db = DynamoDBDocumentClient.from(real, options);
  const [local, mirror] = [
    DynamoDBDocumentClient.from(real, options),
    DynamoDBDocumentClient.from(engine, options),
  ];

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined);
    return done;
  };
  const send = (command: Command) =>
    inTurn(async () => {
      const [found, expected] = await Promise.all([outcomeOf(mirror, command), outcomeOf(local, command)]);
      expect(seen(found), `${command.constructor.name} ${JSON.stringify(command.input)}`).toEqual(
        seen(expected),
      );
      if (expected.error) throw expected.error;
      return expected.output;
    });
  Object.assign(db, { send });

  const rowsOf = async (client: DynamoDBDocumentClient) => {
    const found: Record<string, unknown>[] = [];
    const pages = paginateScan({ client }, { TableName: name, ConsistentRead: true });
    for await (const { Items = [] } of pages) found.push(...Items);
    return found;
  };
  const rows = () =>
    inTurn(async () => {
      const [found, expected] = [await rowsOf(mirror), await rowsOf(local)];
      expect(byKey(found)).toEqual(byKey(expected));
      return expected;
    });
  return {
    db,
    name,
    rows,
    async stop() {
      await rows();
      await real.send(new DeleteTableCommand({ TableName: name }));
      real.destroy();
      engine.destroy();
      await memory.stop();
    },
  };
};
