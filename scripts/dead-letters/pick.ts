import type { Message } from '@aws-sdk/client-sqs';
import type { Depth } from './depth.ts';
import { holding } from './hold.ts';
import type { OpenDeadLetters } from './open-dead-letters.ts';
import { type Letter, tellLetter } from './tell-letter.ts';

/**
 * Finds the dead letters with these ids, holding all it comes across until `use` is done with them. Throws a sentence,
 * before anything was touched, when one is not there.
 */
export const withPicked = <T>(
  { sqs, readBody }: OpenDeadLetters,
  { url }: Depth,
  ids: readonly string[],
  use: (letters: readonly Letter[]) => Promise<T>,
): Promise<T> => {
  const among = (held: readonly Message[]): Message[] =>
    held.filter(({ MessageId }) => ids.includes(String(MessageId)));
  return holding(
    sqs,
    url,
    (held) => among(held).length === ids.length,
    async (held) => {
      const letters = await Promise.all(among(held).map((message) => tellLetter(message, readBody)));
      const absent = ids.filter((id) => !letters.some((letter) => letter.id === id));
      if (absent.length > 0)
        throw new Error(
          `No dead letter here has the id ${absent.join(' or ')}, or somebody is looking at it at the moment: see show.`,
        );
      return use(letters);
    },
  );
};
