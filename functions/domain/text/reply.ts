import type { Business } from '../business/business.ts';
import { gsmLength, gsmText, shortened } from './gsm-text.ts';
import type { Answer } from './text.ts';

const LONGEST = gsmLength(1);

/** `512-555-0142` for a number of the United States and its neighbours, E.164 for any other. */
const written = (e164: string): string => e164.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

const WORDS: Readonly<Record<Answer, (number: string) => string>> = {
  'opted-out': () => 'You are opted out and will get no more texts from us. Reply START to get them again.',
  'opted-in': () => 'You will get texts about your appointments again. Reply HELP for help, STOP to opt out.',
  help: (number) =>
    `Texts about your appointments. Call us at ${written(number)} for help. Reply STOP to opt out.`,
};

/** The words of a reply, under the business's name: one part of GSM-7; the name gives way. `number` is ours, E.164. */
export const replyWords = (business: Business, answer: Answer, number: string): string => {
  const words = WORDS[answer](number);
  const name = gsmText(business.name);
  return name === '' ? words : `${shortened(name, LONGEST - words.length - 2)}: ${words}`;
};
