import {
  answerAddress,
  answerName,
  answerOwnNumber,
  answerPhone,
  answerPhoneCheck,
  answerText,
} from './contact-answers.ts';
import { forAnotherBooking, type Topic } from './dialogue.ts';
import { answerOffer } from './offer-answers.ts';
import { GOODBYE, joined, MESSAGE_TAKEN, NO_CHANGES } from './phrases.ts';
import { ask, end, sendText } from './proceed.ts';
import { type Answerer, answerService, answerWhen } from './service-answers.ts';
import { matchService } from './services.ts';
import { isEmpty, readWish } from './wishes.ts';

const answerMore: Answerer = (heard) => {
  const { dialogue, said, intents, lead } = heard;
  if (intents.has('finished') || intents.has('no')) return end(dialogue, joined(lead, GOODBYE));
  if (intents.has('text') && dialogue.bookingId && !dialogue.isTextAsked) {
    return sendText({ ...dialogue, isTextWanted: true }, lead);
  }
  const isMove = intents.has('correction') && !isEmpty(readWish(said, dialogue.facts.today));
  if (dialogue.bookingId && isMove) return ask(dialogue, 'offer-message', joined(lead, NO_CHANGES));
  const fresh = dialogue.bookingId === undefined ? dialogue : forAnotherBooking(dialogue);
  const open = { ...fresh, service: undefined, topic: 'service' as const };
  const namesNothing = matchService(said, open.facts.services).kind === 'none';
  if (intents.has('thanks') && namesNothing) return end(dialogue, joined(lead, GOODBYE));
  if (dialogue.facts.isClosed) return ask(dialogue, 'offer-message', lead);
  return answerService({ ...heard, dialogue: open });
};

const answerOfferMessage: Answerer = (heard) => {
  const { dialogue, said, intents, lead } = heard;
  if (intents.has('no')) return ask(dialogue, 'more', lead);
  if (intents.has('yes')) return ask(dialogue, 'message', lead);
  if (dialogue.facts.isClosed) return undefined;
  // Somebody who says after all what they need wants no message taken.
  return matchService(said, dialogue.facts.services).kind === 'none' ? undefined : answerMore(heard);
};

const answerMessage: Answerer = ({ dialogue, said }) =>
  said.trim() === '' ? undefined : ask({ ...dialogue, misses: 0 }, 'more', MESSAGE_TAKEN);

/** How the answer to each question is understood. */
export const ANSWERS: Readonly<Record<Topic, Answerer>> = {
  service: answerService,
  when: answerWhen,
  offer: answerOffer,
  name: answerName,
  'own-number': answerOwnNumber,
  phone: answerPhone,
  'phone-check': answerPhoneCheck,
  address: answerAddress,
  text: answerText,
  more: answerMore,
  'offer-message': answerOfferMessage,
  message: answerMessage,
};
