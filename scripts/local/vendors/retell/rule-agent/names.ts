import { plain } from './words.ts';

const EXPLICIT =
  /\b(?:my name is|my name's|the name is|name is|name's|call me|it's under|put it under|under the name(?: of)?)\s+(.+)$/i;
const INTRODUCED = /\b(?:this is|i am|i'm)\s+((?:\p{Lu}[\p{L}'-]+\s?){1,4})/u;
const LEAD =
  /^(?:(?:sure|yes|yeah|yep|ok|okay|of course|um|uh|well|hi|hello|oh|so|please)\b[\s,.!]*|(?:it is|it's|its|this is|that is|that's|that would be|i am|i'm)\s+)+/i;
const TAIL =
  /(?:[,.;!?]|\s+(?:and|my (?:phone|number|address)|at \d|please|speaking|here|thanks|thank you)\b).*$/i;
/** Words that no name is made of; a name of only these is none. */
const NO_NAME = new Set(
  `i yes no yeah nope what who why how when where robot human help repeat sorry pardon nothing none appointment tomorrow
   today morning afternoon evening cancel goodbye bye calling interested looking trying having fine good great ok okay
   not wondering urgent the a an you your is are do does can could would will have has need want services service`.split(
    /\s+/,
  ),
);
const LONGEST_WORDS = 5;

const titled = (word: string): string =>
  word === word.toLowerCase() ? word.replace(/(^|[-'])\p{L}/gu, (letter) => letter.toUpperCase()) : word;

const nameFrom = (text: string): string | undefined => {
  const words = text.replace(TAIL, '').trim().split(/\s+/).filter(Boolean);
  if (words.length === 0 || words.length > LONGEST_WORDS) return undefined;
  if (words.some((word) => /\d/.test(word) || !/^[\p{L}.'’-]+$/u.test(word))) return undefined;
  if (words.some((word) => NO_NAME.has(plain(word)))) return undefined;
  return words.map(titled).join(' ');
};

/** A name given unasked: "my name is Dana", "this is Dana Reyes". */
export const readGivenName = (said: string): string | undefined => {
  const explicit = EXPLICIT.exec(said)?.[1];
  if (explicit !== undefined) return nameFrom(explicit);
  const introduced = INTRODUCED.exec(said)?.[1];
  return introduced === undefined ? undefined : nameFrom(introduced);
};

/** The name in an answer to "what is your name?". */
export const readName = (said: string): string | undefined =>
  readGivenName(said) ?? nameFrom(said.trim().replace(LEAD, ''));
