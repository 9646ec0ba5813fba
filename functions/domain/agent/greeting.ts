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

/**
 * Said on every call and no owner's to leave out: who is told at the outset that it is an AI is told as Utah's SB 149
 * asks, and a dozen states allow a recording only of those who know of it.
 */
export const DISCLOSURE = "I'm the AI assistant, and this call may be recorded.";

/** The first words of every call: the owner's, or the usual ones, then what must be said. */
export const openingOf = ({ name, greeting }: Pick<Profile, 'name' | 'greeting'>): string => {
  const hello = (greeting ?? `Thanks for calling ${plainWords(name)}.`).trim();
  return `${/[.!?]$/.test(hello) ? hello : `${hello}.`} ${DISCLOSURE} How can I help?`;
};
