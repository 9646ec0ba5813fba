import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { InvokeResult } from '../../scripts/local/types.ts';
import { eventually } from './eventually.ts';
import { access } from './function-assets.ts';
import { keyOf, type StreamHandler, startTables } from './mapped-table.ts';
import { startGateway } from './two-services.ts';

const OK: InvokeResult = { ok: true, payload: null };
const BROKEN: InvokeResult = { ok: false, errorType: 'Error', errorMessage: 'broken', timedOut: false };

describe("a mapping of a table's stream", () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  beforeAll(async () => {
    tables = await startTables();
  }, 60_000);
  afterAll(() => tables.stop());

  test('delivers a change in the shape of a Lambda event', async () => {
    const table = await tables.aTable();
    const bytes = new Uint8Array([1, 255]);
    const Item = { pk: { S: 'a' }, b: { B: bytes }, m: { M: { bs: { BS: [bytes] } } } };
    await tables.db.send(new PutItemCommand({ TableName: table.name, Item }));

    const { batches } = tables.map(table.name, () => OK);
    await eventually(() => batches.length).toBe(1);

    expect(batches[0]).toEqual([
      {
        eventID: expect.any(String),
        eventName: 'INSERT',
        eventVersion: expect.any(String),
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        dynamodb: {
          // DynamoDB Local cuts it to the minute.
          ApproximateCreationDateTime: expect.closeTo(Date.now() / 1000, -3),
          Keys: { pk: { S: 'a' } },
          NewImage: { pk: { S: 'a' }, b: { B: 'Af8=' }, m: { M: { bs: { BS: ['Af8='] } } } },
          SequenceNumber: expect.stringMatching(/^\d+$/),
          SizeBytes: expect.any(Number),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: expect.stringMatching(
          new RegExp(`^arn:aws:dynamodb:us-east-1:123456789012:table/${table.name}/stream/`),
        ),
      },
    ]);
  });

  test('delivers in order what came before it started and what comes later', async () => {
    const table = await tables.aTable();
    await table.put('a', 'b', 'c');

    const { batches, keys } = tables.map(table.name, () => OK, { batchSize: 2 });
    await eventually(keys).toEqual(['a', 'b', 'c']);
    await table.put('d');

    await eventually(keys).toEqual(['a', 'b', 'c', 'd']);
    expect(batches.map((records) => records.length)).toEqual([2, 1, 1]);
  });

  test('delivers only what passes its filters', async () => {
    const table = await tables.aTable();
    await table.put('a');
    await tables.db.send(new DeleteItemCommand({ TableName: table.name, Key: { pk: { S: 'a' } } }));
    await table.put('b');

    const { keys } = tables.map(table.name, () => OK, { filters: [{ eventName: ['INSERT', 'MODIFY'] }] });

    await eventually(keys).toEqual(['a', 'b']);
  });

  test('tries again from the first record that failed', async () => {
    const table = await tables.aTable();
    await table.put('a', 'b', 'c');
    let tries = 0;

    const { batches } = tables.map(table.name, (records) => {
      tries += 1;
      const itemIdentifier = records.find((record) => keyOf(record) === 'b')?.dynamodb.SequenceNumber;
      return tries === 1 ? { ok: true, payload: { batchItemFailures: [{ itemIdentifier }] } } : OK;
    });
    await eventually(() => batches.length).toBe(2);

    expect(batches.map((records) => records.map(keyOf))).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  test('tells the on-failure destination where a poisoned record is, and goes on', async () => {
    const table = await tables.aTable();
    await table.put('a', 'poison', 'c');
    const queues = await startFauxqs({ port: 0, logger: false });
    onTestFinished(queues.stop);
    const endpoint = `http://127.0.0.1:${queues.port}`;
    const sqs = new SQSClient({ ...access, endpoint, useQueueUrlAsEndpoint: false });
    onTestFinished(() => sqs.destroy());
    const { queueUrl } = queues.createQueue(`failures-of-${table.name}`);
    const handler: StreamHandler = (records) =>
      records.some((record) => keyOf(record) === 'poison') ? BROKEN : OK;
    const settings = { bisectOnError: true, maxRetries: 1, onFailureQueueUrl: queueUrl };
    // The mapping has one endpoint for both services, as the gateway is.
    const gateway = await startGateway({ sqs: endpoint, dynamodb: tables.url });
    onTestFinished(gateway.stop);

    const { batches, keys } = tables.map(table.name, handler, settings, gateway.url);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }),
    );
    await eventually(() => keys().at(-1)).toBe('c');
    const poison = batches.flat().find((record) => keyOf(record) === 'poison')?.dynamodb.SequenceNumber;

    expect(JSON.parse(Messages[0]?.Body ?? '')).toEqual({
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'workers/relay-events',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-/),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: poison,
        endSequenceNumber: poison,
        approximateArrivalOfFirstRecord: expect.stringMatching(/:\d\dZ$/),
        approximateArrivalOfLastRecord: expect.stringMatching(/:\d\dZ$/),
        batchSize: 1,
        streamArn: expect.stringContaining(`table/${table.name}/stream/`),
      },
    });
  });

  test('delivers nothing while paused, and goes on where it stopped', async () => {
    const table = await tables.aTable();
    await table.put('a');
    const { mapping, keys } = tables.map(table.name, () => OK);
    await eventually(keys).toEqual(['a']);

    mapping.pause();
    await table.put('b');
    const whilePaused = keys();
    mapping.resume();

    await eventually(keys).toEqual(['a', 'b']);
    expect(whilePaused).toEqual(['a']);
  });

  test('waits for a table that is not there yet', async () => {
    const { lines, keys } = tables.map(tables.nextName(), () => OK);
    await eventually(() => lines.length).toBeGreaterThan(0);

    const table = await tables.aTable();
    await table.put('a');

    await eventually(keys).toEqual(['a']);
  });
});
