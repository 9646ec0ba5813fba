import { prettily } from '../stage/prettily.ts';
import type { Say } from '../stage/say.ts';
import { depthOf } from './depth.ts';
import { holding } from './hold.ts';
import type { OpenDeadLetters } from './open-dead-letters.ts';
import { queueNamed } from './queue.ts';
import { describedLetter, tellLetter } from './tell-letter.ts';

/** What lies there, oldest first as far as SQS gives them so. Bodies hold personal data and are shown when asked for. */
export const show = async (
  open: OpenDeadLetters,
  say: Say,
  name: string,
  { limit = 10, withBody = false }: { readonly limit?: number; readonly withBody?: boolean } = {},
): Promise<void> => {
  const { sqs, readBody } = open;
  const queue = queueNamed(open.queues, name);
  const { url, waiting } = await depthOf(sqs, queue.queueName);
  if (waiting === 0) return say(`Nothing waits in the dead letters of ${name}.`);
  const wanted = Math.min(limit, waiting);
  // Held only while they are read: told once the queue is as it was.
  const letters = await holding(
    sqs,
    url,
    (held) => held.length >= wanted,
    (held) => Promise.all(held.slice(0, wanted).map((message) => tellLetter(message, readBody))),
  );
  for (const letter of letters) {
    for (const line of describedLetter(letter)) say(line);
    if (withBody) say(prettily(letter.message.Body ?? ''));
  }
  const more = waiting > letters.length ? ` of ${waiting}` : '';
  say(`${letters.length}${more} dead letter${waiting === 1 ? '' : 's'} of ${name}: ${queue.impact}.`);
};
