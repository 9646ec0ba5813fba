import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OpenDeadLetters } from '../../scripts/dead-letters/open-dead-letters.ts';
import { deadLetterQueues } from '../../scripts/dead-letters/queue.ts';
import type { During } from '../../scripts/dead-letters/redrive.ts';
import { startExampleCloud } from './example-cloud.ts';

/** The example's one dead-letter queue plays a worker's; one that nothing ends in plays a scheduled function's. */
const alarms = [
  {
    queueName: 'Example-DeadLetters',
    description:
      'Impact: booking fees are not charged. Runbook: docs/runbooks/workers-charge-booking-fee.md#dead-letters',
  },
  {
    queueName: 'Example-Locked',
    description:
      'Impact: reminders are not sent. Runbook: docs/runbooks/schedules-release-due.md#dead-letters',
  },
  {
    queueName: 'Example-Work',
    description:
      'Impact: late: booking fees are not charged. Runbook: docs/runbooks/workers-charge-booking-fee.md#late',
  },
];
export const FEES = 'charge-booking-fee';
export const RELEASE = 'release-due';

/** As the bus hands it to a queue. */
export const anEvent = (serial: number) =>
  JSON.stringify({
    source: 'cloudgreet',
    'detail-type': 'appointment.booked',
    detail: {
      v: 1,
      id: `evt_booked${serial}`,
      name: 'appointment.booked',
      businessId: 'biz_austin1',
      at: '2026-11-23T15:00:00.000Z',
      correlationId: 'call_austin',
      appointmentId: `apt_booked${serial}`,
    },
  });

/** The example cloud as `npm run dead-letters` sees it, and what was said. */
export const startDeadLetters = async () => {
  const example = await startExampleCloud();
  const sqs = new SQSClient(example.client);
  const said: string[] = [];
  const progress: string[] = [];
  const during: During = (_, run) => run({ rename: (title) => void progress.push(title) });
  const open: OpenDeadLetters = {
    place: 'the example',
    queues: deadLetterQueues(alarms),
    sqs,
    async readBody(key) {
      if (key !== 'raw/large') throw new Error('NoSuchKey');
      const event = { id: 'evt_1abcdefgh', object: 'event', type: 'tax.unknown', data: { object: {} } };
      return JSON.stringify(event);
    },
    close: () => sqs.destroy(),
  };
  return {
    open,
    said,
    say: (line: string): void => void said.push(line),
    progress,
    during,
    /** What the worker of the queue got, by a word in it. */
    worked: (word: string) => example.lines.filter((line) => line.startsWith('echo ') && line.includes(word)),
    async waiting(name: string) {
      const queue = (await example.cloud.queues()).find((one) => one.name === `Example-${name}`);
      return { visible: queue?.visible, inFlight: queue?.inFlight };
    },
    /** The operator's next call of this kind is not done. */
    failNext: (action: string) =>
      example.cloud.inject({
        service: 'sqs',
        action,
        caller: 'operator',
        times: 1,
        error: 'InternalServerError',
      }),
    /** Puts a dead letter there and gives back its id. */
    async put(name: string, body: string | object, errorCode?: string): Promise<string> {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `Example-${name}` }));
      const { MessageId = '' } = await sqs.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
          ...(errorCode !== undefined && {
            MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: errorCode } },
          }),
        }),
      );
      return MessageId;
    },
    /** Nothing waits and nothing was said. */
    async empty() {
      for (const { url } of await example.cloud.queues())
        await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
      said.length = 0;
      progress.length = 0;
    },
    async stop() {
      sqs.destroy();
      await example.stop();
    },
  };
};

export type DeadLettersExample = Awaited<ReturnType<typeof startDeadLetters>>;
