import { addDays } from './calendar-dates.ts';
import type { Dialogue, Move } from './dialogue.ts';
import { type Offer, pickOffer } from './offers.ts';
import { joined } from './phrases.ts';
import { ask, lookUp, proceed, sayAndAskAgain } from './proceed.ts';
import { type Answerer, anotherService, lookUpWish } from './service-answers.ts';
import { corrected, type Wish } from './wishes.ts';
import { plain } from './words.ts';

const NOON = 12 * 60;

const chosen = (dialogue: Dialogue, offer: Offer, lead: string): Move =>
  proceed({ ...dialogue, offer }, joined(lead, `${offer.local} it is.`));

/** "Yes" to several times means the one that was asked for, if it is among them. */
const accepted = ({ offers, wish }: Dialogue): Offer | undefined => {
  const exact = offers.filter(
    ({ minutes }) => wish.time !== undefined && !wish.bound && minutes === wish.time.minutes,
  );
  return offers.length === 1 ? offers[0] : exact.length === 1 ? exact[0] : undefined;
};

/** "Something later", "another day": seen from what was offered. */
const shifted = (said: string, { offers, facts }: Dialogue): Wish | undefined => {
  const text = plain(said);
  const first = offers[0];
  const last = offers.at(-1);
  if (!first || !last) return undefined;
  const sameDays = { from: first.date, to: last.date };
  if (/\b(?:another|different|other) day\b|\bnot that day\b/.test(text)) {
    return { dates: { from: addDays(last.date, 1), to: addDays(last.date, 7) } };
  }
  if (/\blater\b/.test(text)) {
    if (last.minutes < NOON) return { dates: sameDays, part: 'afternoon' };
    const nextDay = addDays(last.date, 1);
    return { dates: { from: nextDay, to: addDays(nextDay, 6) } };
  }
  if (/\b(?:earlier|sooner)\b/.test(text)) {
    return first.minutes >= NOON
      ? { dates: sameDays, part: 'morning' }
      : { dates: { from: facts.today, to: first.date } };
  }
  return undefined;
};

export const answerOffer: Answerer = ({ dialogue, said, intents, lead }) => {
  const { offers, facts, wish } = dialogue;
  const choice = pickOffer(said, offers, facts.today);
  if (choice.kind === 'offer') return chosen(dialogue, choice.offer, lead);
  if (choice.kind === 'unclear') {
    const wished = accepted({ ...dialogue, offers: choice.among });
    if (wished && intents.has('yes')) return chosen(dialogue, wished, lead);
    return ask({ ...dialogue, offers: choice.among }, 'offer', lead);
  }
  if (choice.kind === 'other') {
    // A time alone is wished for on the days just spoken of, and those may differ from the days first asked for.
    const first = offers[0]?.date;
    const last = offers.at(-1)?.date ?? first;
    const days = choice.wish.isAny || !first || !last ? {} : { dates: { from: first, to: last } };
    return lookUp({ ...dialogue, wish: corrected({ ...wish, ...days }, choice.wish) }, lead);
  }
  const other = shifted(said, dialogue);
  if (other) return lookUpWish({ ...dialogue, wish: {} }, other, lead);
  const switched = anotherService(dialogue, said, lead);
  if (switched && switched.dialogue.service !== dialogue.service) return switched;
  if (intents.has('no'))
    return ask({ ...dialogue, offers: [], wish: {} }, 'when', joined(lead, 'All right.'));
  if (intents.has('yes') || intents.has('agreement')) {
    const offer = accepted(dialogue);
    if (offer) return chosen(dialogue, offer, lead);
    return sayAndAskAgain(dialogue, joined(lead, 'Gladly.'));
  }
  return undefined;
};
