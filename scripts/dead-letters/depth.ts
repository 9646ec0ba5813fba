import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export type Depth = {
  readonly url: string;
  readonly arn: string;
  /** About how many, those included that somebody is looking at. */
  readonly waiting: number;
  /** After so many seconds SQS deletes a message, counted from when it was first sent. */
  readonly keptSeconds: number;
};

export const depthOf = async (sqs: SQSClient, queueName: string): Promise<Depth> => {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return {
    url: QueueUrl,
    arn: String(Attributes.QueueArn),
    waiting:
      Number(Attributes.ApproximateNumberOfMessages ?? 0) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    keptSeconds: Number(Attributes.MessageRetentionPeriod),
  };
};

export type Source = { readonly url: string; readonly arn: string };

/** The queue whose failed messages end here; undefined where Lambda alone writes, so that nothing can go back. */
export const sourceOf = async (sqs: SQSClient, { url }: Depth): Promise<Source | undefined> => {
  const { queueUrls = [] } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
  const [source, ...others] = queueUrls;
  if (others.length > 0)
    throw new Error(
      `${queueUrls.length} queues end in ${url}: from which one a message came cannot be told.`,
    );
  if (source === undefined) return undefined;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: source, AttributeNames: ['QueueArn'] }),
  );
  return { url: source, arn: String(Attributes.QueueArn) };
};
