import type { Dialogue } from './dialogue.ts';
import { digitByDigit } from './phone-numbers.ts';

/** `a`, `a or b`, `a, b or c`. */
export const choiceOf = (items: readonly string[], word = 'or'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;

export const joined = (...sentences: readonly string[]): string =>
  sentences
    .map((sentence) => sentence.trim())
    .filter(Boolean)
    .join(' ');

/** The agent's `begin_message` is `{{greeting}}`; these words are for when the webhook told nothing. */
export const greeting = ({ facts }: Dialogue): string =>
  facts.greeting ??
  `Thanks for calling ${facts.businessName}. I'm the AI assistant, and this call may be recorded. How can I help?`;

export const serviceList = ({ facts }: Dialogue): string =>
  facts.services.length === 0
    ? 'Please tell me what you need help with.'
    : `We do ${choiceOf(facts.services, 'and')}.`;

export const GOODBYE = 'Thank you for calling. Goodbye!';
export const ANYTHING_ELSE = 'Is there anything else I can do for you?';
export const CHECKING = 'One moment while I check the calendar.';
export const BOOKING = 'Booking that for you now.';
export const ROBOT =
  "Yes, I'm an AI assistant, not a person. I can look up free times and book an appointment for you.";
export const DANGER =
  'If you smell gas or see fire or smoke, please leave the building now and call 911. Your safety comes first.';
export const PRICE = "I can't quote prices on the phone; the team will tell you before any work starts.";
export const HOURS = 'I can tell you which times are free.';
export const OFFER_MESSAGE = 'Shall I take a message for the team instead?';
export const TAKE_MESSAGE = 'Please tell me your message, and how the team can reach you.';
export const MESSAGE_TAKEN = 'Thank you. Your message is kept with the record of this call for the team.';
export const NOBODY_ANSWERS =
  'Please hold while I connect you. I am sorry, nobody can come to the phone just now.';
export const NO_CHANGES = "I can't change an appointment that is already booked.";

/** The question that goes with each topic. */
export const questionFor = (dialogue: Dialogue): string => {
  const { topic, facts, offers, phoneHeard } = dialogue;
  switch (topic) {
    case 'service':
      return 'What can we help you with?';
    case 'when':
      return 'What day and time would suit you?';
    case 'offer':
      return offers.length === 1
        ? `I have ${offers[0]?.local}. Shall I book it?`
        : `I have ${choiceOf(offers.map(({ local }) => local))}. Which would you like?`;
    case 'name':
      return 'May I have your name, please?';
    case 'own-number':
      return `Is the number you are calling from, ${digitByDigit(facts.callerNumber ?? '')}, the best one to reach you?`;
    case 'phone':
      return 'What is the best phone number to reach you, area code first?';
    case 'phone-check':
      return `I have ${digitByDigit(phoneHeard ?? '')}. Is that right?`;
    case 'address':
      return 'What is the address for the visit?';
    case 'text':
      return 'Shall I text you a confirmation?';
    case 'more':
      return ANYTHING_ELSE;
    case 'offer-message':
      return OFFER_MESSAGE;
    case 'message':
      return TAKE_MESSAGE;
  }
};

/** Two or three things one may say now, for a person at a keyboard and for a caller who was not understood. */
export const examplesFor = ({ topic, facts, offers, lastSaid }: Dialogue): readonly string[] => {
  switch (topic) {
    case 'service':
      return [
        `I need ${facts.services[0]?.toLowerCase() ?? 'a repair'}, tomorrow morning`,
        'what services do you have?',
      ];
    case 'when':
      return ['tomorrow morning', 'Thursday at three', 'as soon as possible'];
    case 'offer':
      return offers.length > 1 && !lastSaid.endsWith('Shall I book it?')
        ? ['the first one', 'the later one', 'no, Friday afternoon']
        : ['yes', 'no, Friday afternoon'];
    case 'name':
      return ['Dana Reyes'];
    case 'own-number':
      return ['yes', 'no, 512 555 0199'];
    case 'phone':
      return ['512 555 0199'];
    case 'address':
      return ['410 Pecan Street', 'skip'];
    case 'more':
      return ["no, that's all", 'I need another appointment'];
    case 'message':
      return ['please call me back at 512 555 0199'];
    default:
      return ['yes', 'no'];
  }
};
