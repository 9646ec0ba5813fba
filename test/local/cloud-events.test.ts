import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ExampleCloud, startExampleCloud } from './example-cloud.ts';

let example: ExampleCloud;
beforeAll(async () => {
  example = await startExampleCloud();
}, 30_000);
afterAll(() => example?.stop());

test('an event goes by its rule to a queue and from there to a function, in the envelope of EventBridge', async () => {
  const [accepted, malformed] = (
    await new EventBridgeClient(example.client).send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'example',
            Source: 'cloudgreet',
            DetailType: 'appointment.booked',
            Detail: '{"v":1}',
          },
          { EventBusName: 'example', Source: 'cloudgreet', DetailType: 'appointment.booked', Detail: '{' },
        ],
      }),
    )
  ).Entries as { EventId?: string; ErrorCode?: string }[];

  const line = await vi.waitFor(() => {
    const found = example.lines.find((text) => text.includes(String(accepted?.EventId)));
    return found ?? Promise.reject(new Error('not yet'));
  }, 20_000);

  expect(malformed).toEqual({ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' });
  expect(JSON.parse(line.replace('echo ', ''))).toEqual({
    version: '0',
    id: accepted?.EventId,
    'detail-type': 'appointment.booked',
    source: 'cloudgreet',
    account: '000000000000',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: 'us-east-1',
    resources: [],
    detail: { v: 1 },
  });
});

test('an event that a queue does not let in becomes a dead letter and raises its alarm', async () => {
  const before = (await example.deadLetters()) ?? 0;
  const lost = { EventBusName: 'example', Source: 'x', DetailType: 'never.allowed', Detail: '{}' };

  await new EventBridgeClient(example.client).send(new PutEventsCommand({ Entries: [lost] }));
  await vi.waitFor(async () => expect(await example.deadLetters()).toBe(before + 1), 20_000);
  await example.cloud.evaluateAlarms();

  expect(example.cloud.alarms()).toMatchObject([{ name: 'Example-NotEmpty', state: 'ALARM' }]);
  expect(example.cloud.alarmMessages()[0]).toMatchObject({
    state: 'ALARM',
    impact: 'Impact: customers hear nothing.',
    recipients: ['operator@example.com'],
  });
});

test('a scheduled function that keeps failing ends in its failure destination', async () => {
  const before = (await example.deadLetters()) ?? 0;

  await example.cloud.runSchedules();

  expect(await example.deadLetters()).toBe(before + 1);
});
