import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OwnPlace } from '../start-place.ts';

const SECONDS = 2;

/**
 * What a dead worker has in hand comes back after its queue's visibility time-out: minutes of the machine's clock, for
 * which nobody waits in a demo. Makes that two seconds for what the queues hand out from now on; answers how to put it back.
 */
export const holdBriefly = async ({ world, address }: OwnPlace): Promise<() => Promise<void>> => {
  const { gatewayUrl: endpoint, region, credentials } = address;
  const client = new SQSClient({ endpoint, region, credentials });
  const setTo = (QueueUrl: string, VisibilityTimeout: string) =>
    client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  const queues = (await world.cloud.queues()).filter(({ deadLettersOf }) => deadLettersOf.length === 0);
  const before = await Promise.all(
    queues.map(async ({ url }) => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['VisibilityTimeout'] }),
      );
      await setTo(url, String(SECONDS));
      return [url, String(Attributes?.VisibilityTimeout)] as const;
    }),
  );
  return async () => {
    await Promise.all(before.map(([url, seconds]) => setTo(url, seconds)));
    client.destroy();
  };
};
