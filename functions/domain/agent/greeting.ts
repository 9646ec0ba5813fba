import { asSentence, DISCLOSURE } from '../../contracts/disclosure.ts';
import type { Profile } from '../business/business.ts';
import { plainWords } from './plain-words.ts';

export const LONGEST_GREETING = 200;

/**
 * What must not be spoken: what speech engines and Retell read as markup or as a place to fill in (`<break/>`,
 * `{{name}}`), and what nobody sees or hears but a program (control, format and private characters, half an emoji).
 */
const UNSPEAKABLE = /[<>{}[\]\\`|\p{C}\p{Zl}\p{Zp}]/u;

/** Whether the agent may open with it. */
export const isGreeting = (words: string): boolean =>
  words.isWellFormed() &&
  words.length <= LONGEST_GREETING &&
  words.trim().length > 0 &&
  !UNSPEAKABLE.test(words);

const helloOf = ({ name, greeting }: Pick<Profile, 'name' | 'greeting'>): string => {
  const hello = greeting ?? `Thanks for calling ${plainWords(name)}.`;
  return `${asSentence(hello)} ${DISCLOSURE}`;
};

/** The first words of every call: the owner's, or the usual ones, then what must be said. */
export const openingOf = (business: Pick<Profile, 'name' | 'greeting'>): string =>
  `${helloOf(business)} How can I help?`;

/** The same where nothing is booked and callers are put through: nobody is asked for what cannot be done. */
export const connectingOf = (business: Pick<Profile, 'name' | 'greeting'>): string =>
  `${helloOf(business)} I will connect you with the team. What is it about?`;
