import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Messages come back by themselves after this, whatever becomes of us. */
const HELD_SECONDS = 60;
const BATCH = 10;

const letGo = async (sqs: SQSClient, url: string, held: readonly Message[]): Promise<void> => {
  for (let at = 0; at < held.length; at += BATCH) {
    const Entries = held
      .slice(at, at + BATCH)
      .map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle, VisibilityTimeout: 0 }));
    // One that was deleted meanwhile fails alone; none of it is worth hiding what went wrong before.
    await sqs
      .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }))
      .catch(() => undefined);
  }
};

/**
 * Takes messages aside until `enough` says so or there are no more, gives them to `use`, and lets all that were not
 * deleted be seen again. None is lost, however it ends.
 */
export const holding = async <T>(
  sqs: SQSClient,
  url: string,
  enough: (held: readonly Message[]) => boolean,
  use: (held: readonly Message[]) => Promise<T> | T,
): Promise<T> => {
  const held = new Map<string, Message>();
  const all = (): Message[] => [...held.values()];
  try {
    while (!enough(all())) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: BATCH,
          VisibilityTimeout: HELD_SECONDS,
          // A poll that does not wait asks some of SQS's servers only, and may find none of a few messages.
          WaitTimeSeconds: 1,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      // An old acquaintance: the first ones held are coming back, and only the newest handle lets go of one.
      const isAgain = Messages.some(({ MessageId }) => held.has(String(MessageId)));
      for (const message of Messages) held.set(String(message.MessageId), message);
      if (Messages.length === 0 || isAgain) break;
    }
    return await use(all());
  } finally {
    await letGo(sqs, url, all());
  }
};
