import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OwnPlace } from '../start-place.ts';

const SECONDS = 2;

/**
 * What a dead worker has in hand comes back after its queue's visibility time-out: minutes of the machine's clock, for
 * which nobody waits in a demo. Makes that two seconds for what the queue hands out from now on; answers how to put it back.
 */
export const holdBriefly = async (
  { world, address }: OwnPlace,
  queueName: RegExp,
): Promise<() => Promise<void>> => {
  const { gatewayUrl: endpoint, region, credentials } = address;
  const client = new SQSClient({ endpoint, region, credentials });
  const queue = (await world.cloud.queues()).find(
    ({ name, deadLettersOf }) => queueName.test(name) && deadLettersOf.length === 0,
  );
  if (!queue) throw new Error(`There is no queue ${queueName}.`);
  const setTo = (VisibilityTimeout: string) =>
    client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { VisibilityTimeout } }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['VisibilityTimeout'] }),
  );
  await setTo(String(SECONDS));
  return async () => {
    await setTo(String(Attributes?.VisibilityTimeout));
    client.destroy();
  };
};
