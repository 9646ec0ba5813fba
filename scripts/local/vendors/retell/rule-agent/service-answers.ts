import type { Dialogue, Move } from './dialogue.ts';
import type { Intent } from './intents.ts';
import { positionIn } from './offers.ts';
import { choiceOf, joined, serviceList } from './phrases.ts';
import { ask, lookUp, proceed, sayAndAskAgain } from './proceed.ts';
import { matchService } from './services.ts';
import { corrected, isEmpty, readWish } from './wishes.ts';
import { plain, withNumerals } from './words.ts';

/** One thing said, what it does, and what the agent has to say before it goes on. */
export type Said = {
  readonly dialogue: Dialogue;
  readonly said: string;
  readonly intents: ReadonlySet<Intent>;
  readonly lead: string;
};
/** undefined: this is no answer to what was asked. */
export type Answerer = (said: Said) => Move | undefined;

const MOST_NOTES = 300;
/** Fewer words than this tell the technician nothing. */
const FEWEST_NOTES = 4;
const LONGEST_SERVICE = 80;
const ABOUT_BOOKING = /\b(?:appointment|book|schedule|visit|someone|somebody|come out|technician)\b/;

const notesFrom = (dialogue: Dialogue, said: string): string | undefined =>
  dialogue.notes ??
  (plain(said).split(' ').length >= FEWEST_NOTES ? said.trim().slice(0, MOST_NOTES) : undefined);

const withWish = (dialogue: Dialogue, said: string): Dialogue => {
  const wish = readWish(said, dialogue.facts.today, { isTimeExpected: dialogue.topic === 'when' });
  return isEmpty(wish) ? dialogue : { ...dialogue, wish: corrected(dialogue.wish, wish) };
};

/** Names the service if the words do. `undefined` when they name none or several. */
const withService = (dialogue: Dialogue, said: string): Dialogue | undefined => {
  const match = matchService(said, dialogue.facts.services);
  if (match.kind !== 'one' || match.service === dialogue.service) return undefined;
  return {
    ...dialogue,
    service: match.service,
    notes: notesFrom(dialogue, said),
    offers: [],
    offer: undefined,
  };
};

/** "The second one", or just "2", of the services the agent has just listed. */
const listedService = ({ lastSaid, facts }: Dialogue, said: string): string | undefined => {
  const text = withNumerals(plain(said));
  const position = /^\d$/.test(text) ? Number(text) - 1 : positionIn(text);
  if (position === undefined) return undefined;
  const listed = facts.services.filter((service) => lastSaid.includes(service));
  return listed.sort((a, b) => lastSaid.indexOf(a) - lastSaid.indexOf(b)).at(position);
};

export const answerService: Answerer = ({ dialogue, said, intents, lead }) => {
  const { services } = dialogue.facts;
  const wished = withWish(dialogue, said);
  const named = withService(wished, said);
  if (named) return proceed(named, lead);
  const listed = listedService(dialogue, said);
  if (listed !== undefined) return proceed({ ...dialogue, service: listed }, lead);
  const match = matchService(said, services);
  if (match.kind === 'several') {
    const [first] = match.services;
    const isLast = dialogue.misses > 0 && first !== undefined;
    if (isLast && intents.has('yes')) return proceed({ ...wished, service: first }, lead);
    return ask(
      { ...wished, misses: dialogue.misses + 1, notes: notesFrom(dialogue, said) },
      'service',
      joined(lead, `We do ${choiceOf(match.services, 'and')}.`),
    );
  }
  if (lead) return ask(wished, 'service', lead);
  const [only] = services;
  const wantsSomething = wished !== dialogue || ABOUT_BOOKING.test(plain(said)) || intents.has('yes');
  if (services.length === 1 && only !== undefined && wantsSomething) {
    return proceed({ ...wished, service: only, notes: notesFrom(dialogue, said) });
  }
  if (services.length === 0 && !intents.has('greeting')) {
    return proceed({
      ...wished,
      service: said.trim().slice(0, LONGEST_SERVICE),
      notes: notesFrom(dialogue, said),
    });
  }
  if (intents.has('greeting')) return sayAndAskAgain(dialogue, 'Hello!');
  if (wantsSomething) return ask(wished, 'service', joined("I'd be glad to help.", serviceList(dialogue)));
  return undefined;
};

export const answerWhen: Answerer = ({ dialogue, said, intents, lead }) => {
  const named = withService(dialogue, said) ?? dialogue;
  const wished = withWish(named, said);
  if (wished !== dialogue) return proceed(wished, lead);
  if (intents.has('no') && !lead) return ask(dialogue, 'offer-message', 'All right.');
  return undefined;
};

/** After a booking: something else, or nothing. */
export const anotherService = (dialogue: Dialogue, said: string, lead: string): Move | undefined => {
  const named = withService({ ...dialogue, service: undefined, wish: {} }, said);
  return named && proceed(withWish(named, said), lead);
};

/** A day and time that was not offered: looked up, with what is still true of the last wish. */
export const lookUpWish = (dialogue: Dialogue, wish: Dialogue['wish'], lead: string): Move =>
  lookUp({ ...dialogue, wish: corrected(dialogue.wish, wish) }, lead);
