import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Say } from '../stage/say.ts';
import { type Depth, depthOf, type Source, sourceOf } from './depth.ts';
import { moveAll } from './move-all.ts';
import type { OpenDeadLetters } from './open-dead-letters.ts';
import { withPicked } from './pick.ts';
import { queueNamed } from './queue.ts';
import { counted } from './wording.ts';

/** Runs something long and shows that it runs. */
export type During = <T>(
  title: string,
  run: (step: { rename(title: string): void }) => Promise<T>,
) => Promise<T>;

/** What Lambda wrote where it gave up names no message that a queue could take back. */
const noHelp = (name: string): Error =>
  new Error(
    `A redrive cannot help ${name}: its dead letters hold no messages, only where Lambda gave up. Nothing is lost, because the due index sends it again; see show, then discard each by its id.`,
  );

const redriveAll = async (
  { sqs }: OpenDeadLetters,
  during: During,
  name: string,
  from: Depth,
  to: Source,
): Promise<number> =>
  during(`Moving the dead letters of ${name} back`, (step) =>
    moveAll(sqs, from.arn, to.arn, (moved, of) =>
      step.rename(`Moving the dead letters of ${name} back: ${moved} of ${of}`),
    ),
  );

/** Sent before it is deleted: whatever breaks off in between repeats a message, which workers bear, and loses none. */
const redriveSome = (
  open: OpenDeadLetters,
  say: Say,
  from: Depth,
  to: Source,
  ids: readonly string[],
): Promise<number> =>
  withPicked(open, from, ids, async (letters) => {
    const helpless = letters.find(({ told }) => told.instead !== undefined);
    if (helpless) throw new Error(`A redrive cannot help ${helpless.id}. ${helpless.told.instead}`);
    for (const { id, message, told } of letters) {
      const { Body: MessageBody, MessageAttributes, ReceiptHandle } = message;
      await open.sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody, MessageAttributes }));
      await open.sqs.send(new DeleteMessageCommand({ QueueUrl: from.url, ReceiptHandle }));
      say(`moved back ${id}: ${told.what}`);
    }
    return letters.length;
  });

/** Gives dead letters back to the queue where they failed: all, or those with the ids. */
export const redrive = async (
  open: OpenDeadLetters,
  say: Say,
  during: During,
  name: string,
  ids: readonly string[] = [],
): Promise<void> => {
  const from = await depthOf(open.sqs, queueNamed(open.queues, name).queueName);
  const to = await sourceOf(open.sqs, from);
  if (!to) throw noHelp(name);
  if (from.waiting === 0 && ids.length === 0) return say(`Nothing waits in the dead letters of ${name}.`);
  const moved =
    ids.length > 0
      ? await redriveSome(open, say, from, to, [...new Set(ids)])
      : await redriveAll(open, during, name, from, to);
  say(
    `${counted(moved, 'message')} back in the queue of ${name}; what fails again is a dead letter again after five tries.`,
  );
};
