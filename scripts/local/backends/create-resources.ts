import type { CloudPlan } from '../assembly/plan.ts';
import { type AwsAnswer, type AwsCall, ownCall } from '../gateway/aws-call.ts';
import { forward } from '../gateway/forward.ts';

const succeed = async (answer: Promise<AwsAnswer>, what: string): Promise<void> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`Could not create ${what}: ${body.toString()}`);
};

const createBucketCall = (bucket: string, region: string): AwsCall => ({
  ...ownCall('sqs', 'CreateBucket', {}, region),
  service: 's3',
  method: 'PUT',
  url: `/${bucket}`,
  headers: {},
  body: Buffer.alloc(0),
});

/** Makes the tables. */
export const createTables = async (
  { tables, place }: CloudPlan,
  perform: (call: AwsCall) => Promise<AwsAnswer>,
): Promise<void> => {
  const create = ({ name, create: input }: CloudPlan['tables'][number]): Promise<void> =>
    succeed(perform(ownCall('dynamodb', 'CreateTable', input, place.region)), `table ${name}`);
  await Promise.all(tables.map(create));
};

/** Makes the queues and buckets. */
export const createQueuesAndBuckets = async (plan: CloudPlan, url: string): Promise<void> => {
  const { region } = plan.place;
  const queue = ({ name: QueueName, attributes: Attributes }: CloudPlan['queues'][number]): Promise<void> =>
    succeed(
      forward(url, ownCall('sqs', 'CreateQueue', { QueueName, Attributes }, region)),
      `queue ${QueueName}`,
    );
  const bucket = (name: string): Promise<void> =>
    succeed(forward(url, createBucketCall(name, region)), `bucket ${name}`);
  await Promise.all([...plan.queues.map(queue), ...plan.buckets.map(bucket)]);
};
