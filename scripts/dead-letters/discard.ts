import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import type { Say } from '../stage/say.ts';
import { depthOf } from './depth.ts';
import type { OpenDeadLetters } from './open-dead-letters.ts';
import { withPicked } from './pick.ts';
import { queueNamed } from './queue.ts';
import { describedLetter } from './tell-letter.ts';

/** Deletes one for good, after it said what it was. */
export const discard = async (open: OpenDeadLetters, say: Say, name: string, id: string): Promise<void> => {
  const depth = await depthOf(open.sqs, queueNamed(open.queues, name).queueName);
  await withPicked(open, depth, [id], async (letters) => {
    for (const letter of letters) {
      for (const line of describedLetter(letter)) say(line);
      const { ReceiptHandle } = letter.message;
      await open.sqs.send(new DeleteMessageCommand({ QueueUrl: depth.url, ReceiptHandle }));
      say(`discarded ${letter.id}`);
    }
  });
};
