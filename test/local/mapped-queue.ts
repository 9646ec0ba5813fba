import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { onTestFinished } from 'vitest';
import { startQueueMapping } from '../../scripts/local/mappings/queue-mapping.ts';
import type { InvokeResult, QueueMappingSpec } from '../../scripts/local/types.ts';
import { access as baseAccess } from './function-assets.ts';

type Record = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly [name: string]: string };
  readonly [field: string]: unknown;
};
type Handler = (records: readonly Record[]) => Promise<InvokeResult>;

/** An SQS of its own: `aQueue` makes a queue in it, `map` delivers one to a handler until the test is over. */
export const startQueues = async () => {
  const server = await startFauxqs({ port: 0, logger: false });
  const access = { ...baseAccess, endpoint: `http://127.0.0.1:${server.port}` };
  const sqs = new SQSClient({ ...access, useQueueUrlAsEndpoint: false });
  let count = 0;

  const aQueue = async (attributes: { [name: string]: string } = {}) => {
    count += 1;
    const name = `queue-${count}`;
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '30', ...attributes } }),
    );
    const send = (...bodies: string[]) =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
        }),
      );
    const depth = async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return {
        visible: Number(Attributes.ApproximateNumberOfMessages),
        inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
      };
    };
    return { name, url: QueueUrl, arn: `arn:aws:sqs:us-east-1:000000000000:${name}`, send, depth };
  };

  const map = (
    queue: { url: string; arn: string },
    handler: Handler,
    overrides: Partial<QueueMappingSpec> = {},
  ) => {
    const batches: (readonly Record[])[] = [];
    const spec: QueueMappingSpec = {
      id: 'Mapping',
      functionName: 'workers/example',
      queueUrl: queue.url,
      queueArn: queue.arn,
      batchSize: 10,
      windowSeconds: 0,
      reportBatchItemFailures: true,
      maxConcurrency: undefined,
      ...overrides,
    };
    const invoke = (_name: string, payload: unknown) => {
      const { Records } = payload as { Records: readonly Record[] };
      batches.push(Records);
      return handler(Records);
    };
    const mapping = startQueueMapping(spec, { host: { invoke }, access, log: () => {} });
    onTestFinished(mapping.stop);
    const bodies = () => batches.map((records) => records.map(({ body }) => body));
    return { mapping, batches, bodies };
  };

  return {
    sqs,
    aQueue,
    map,
    async stop() {
      sqs.destroy();
      await server.stop();
    },
  };
};
