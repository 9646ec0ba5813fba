import type { Dialogue, Move } from './dialogue.ts';
import { readName } from './names.ts';
import { digitByDigit, readPhone } from './phone-numbers.ts';
import { joined } from './phrases.ts';
import { ask, proceed } from './proceed.ts';
import type { Answerer } from './service-answers.ts';
import { plain } from './words.ts';

const LONGEST_ADDRESS = 240;
const ADDRESS_LEAD =
  /^(?:(?:sure|yes|yeah|ok|okay|um|uh|well|so|it's|its|it is|that's|that is|my|the|address|is|at|i live at|we're at|we are at|i'm at)\b[\s,.:]*)+/i;

const firstName = (name: string): string => name.split(' ')[0] ?? name;

const heardPhone = (dialogue: Dialogue, e164: string, lead: string): Move =>
  ask({ ...dialogue, phoneHeard: e164, phone: undefined, misses: 0 }, 'phone-check', lead);

const incompletePhone = (dialogue: Dialogue, digits: string): Move =>
  ask(
    { ...dialogue, misses: dialogue.misses + 1 },
    'phone',
    `I heard ${[...digits].join(' ')}, which is not a whole phone number.`,
  );

const phoneIn = (dialogue: Dialogue, said: string, lead: string): Move | undefined => {
  const phone = readPhone(said);
  if (phone?.kind === 'number') return heardPhone(dialogue, phone.e164, lead);
  return phone && dialogue.misses < 2 ? incompletePhone(dialogue, phone.digits) : undefined;
};

export const answerName: Answerer = ({ dialogue, said, lead }) => {
  const phone = readPhone(said);
  const name = readName(said.replace(/[\d+(][\d\s().+-]{6,}/g, ',')) ?? dialogue.name;
  if (name === undefined) return undefined;
  const named = { ...dialogue, name };
  const thanks = joined(lead, `Thank you, ${firstName(name)}.`);
  return phone?.kind === 'number' ? heardPhone(named, phone.e164, thanks) : proceed(named, thanks);
};

export const answerOwnNumber: Answerer = ({ dialogue, said, intents, lead }) => {
  const given = phoneIn(dialogue, said, lead);
  if (given) return given;
  if (intents.has('no')) return ask(dialogue, 'phone', lead);
  if (!intents.has('yes') && !intents.has('ownNumber')) return undefined;
  return proceed({ ...dialogue, phone: dialogue.facts.callerNumber }, lead);
};

export const answerPhone: Answerer = ({ dialogue, said, intents, lead }) => {
  const given = phoneIn(dialogue, said, lead);
  if (given) return given;
  const { callerNumber } = dialogue.facts;
  if (callerNumber === undefined || !(intents.has('ownNumber') || intents.has('yes'))) return undefined;
  return proceed(
    { ...dialogue, phone: callerNumber },
    joined(lead, `That is ${digitByDigit(callerNumber)}.`),
  );
};

export const answerPhoneCheck: Answerer = ({ dialogue, said, intents, lead }) => {
  const given = phoneIn(dialogue, said, lead);
  if (given) return given;
  if (intents.has('no')) return ask({ ...dialogue, phoneHeard: undefined }, 'phone', lead);
  if (!intents.has('yes')) return undefined;
  return proceed({ ...dialogue, phone: dialogue.phoneHeard, phoneHeard: undefined }, lead);
};

export const answerAddress: Answerer = ({ dialogue, said, intents, lead }) => {
  const address = said
    .trim()
    .replace(ADDRESS_LEAD, '')
    .replace(/[.!]+$/, '')
    .slice(0, LONGEST_ADDRESS);
  const isAddress = /\d/.test(address) || plain(address).split(' ').filter(Boolean).length >= 2;
  if (intents.has('no') && !/\d/.test(address)) return proceed({ ...dialogue, address: '' }, lead);
  if (!isAddress || said.trim().endsWith('?')) return undefined;
  return proceed({ ...dialogue, address }, lead);
};

export const answerText: Answerer = ({ dialogue, intents, lead }) => {
  if (intents.has('no')) return proceed({ ...dialogue, isTextWanted: false }, lead);
  if (intents.has('yes') || intents.has('agreement') || intents.has('text')) {
    return proceed({ ...dialogue, isTextWanted: true }, lead);
  }
  // Nobody is texted without a yes, and nobody is asked for ever.
  return dialogue.misses > 0 && !lead
    ? proceed({ ...dialogue, isTextWanted: false }, 'I will not send a text.')
    : undefined;
};
