import type { Dialogue, Move } from './dialogue.ts';
import { type Intent, readIntents } from './intents.ts';
import { readGivenName } from './names.ts';
import {
  DANGER,
  GOODBYE,
  HOURS,
  joined,
  NO_CHANGES,
  NOBODY_ANSWERS,
  PRICE,
  ROBOT,
  serviceList,
} from './phrases.ts';
import { ask, end, lookUp, notUnderstood, sayAndAskAgain } from './proceed.ts';
import { ANSWERS } from './topic-answers.ts';
import { corrected, isEmpty, readWish } from './wishes.ts';

/** Asked aside, answered at once, and then the call goes on where it was. */
const asideFor = (dialogue: Dialogue, intents: ReadonlySet<Intent>): string => {
  const { todaySpoken, nowSpoken } = dialogue.facts;
  return joined(
    intents.has('danger') ? DANGER : '',
    intents.has('robot') ? ROBOT : '',
    intents.has('services') ? serviceList(dialogue) : '',
    intents.has('price') && dialogue.topic !== 'message' ? PRICE : '',
    intents.has('hours') ? HOURS : '',
    intents.has('today') ? joined(`Today is ${todaySpoken}.`, nowSpoken && `It is ${nowSpoken}.`) : '',
  );
};

/** Where a new wish for a time is a change of mind and not the answer. */
const AFTER_CHOICE = new Set(['name', 'own-number', 'phone', 'phone-check', 'address', 'text']);

const changeOfMind = (dialogue: Dialogue, said: string, intents: ReadonlySet<Intent>): Move | undefined => {
  if (!AFTER_CHOICE.has(dialogue.topic) || !intents.has('correction')) return undefined;
  const wish = readWish(said, dialogue.facts.today, { isTimeExpected: dialogue.topic === 'name' });
  if (isEmpty(wish) || wish.isAny) return undefined;
  return lookUp({ ...dialogue, wish: corrected(dialogue.wish, wish) }, 'Of course.');
};

const wantsToGo = (dialogue: Dialogue, intents: ReadonlySet<Intent>): boolean =>
  intents.has('goodbye') ||
  (intents.has('forget') && dialogue.topic !== 'address' && dialogue.topic !== 'message');

/** What the agent does with one thing the caller said. Pure: the same words in the same place, the same move. */
export const callerSaid = (before: Dialogue, said: string): Move => {
  const intents = readIntents(said);
  const given = before.topic === 'message' ? undefined : readGivenName(said);
  const dialogue = given === undefined ? before : { ...before, name: given };
  const aside = asideFor(dialogue, intents);

  if (wantsToGo(dialogue, intents)) return end(dialogue, GOODBYE);
  if (dialogue.topic !== 'message') {
    if (intents.has('repeat') && !aside) return { dialogue, say: dialogue.lastSaid };
    if (intents.has('person')) {
      return ask(dialogue, 'offer-message', joined(aside, "I can't put you through from here."));
    }
    if (intents.has('message')) return ask(dialogue, 'message');
    if (intents.has('change')) return ask(dialogue, 'offer-message', NO_CHANGES);
  }
  // In this house nobody comes to the phone: what the caller wants is taken as a message.
  if (dialogue.facts.isClosed && !['message', 'offer-message', 'more'].includes(dialogue.topic)) {
    return ask(dialogue, 'offer-message', joined(aside, NOBODY_ANSWERS));
  }
  const changed = changeOfMind(dialogue, said, intents);
  if (changed) return changed;

  // Any words could be a name or an address: a question is neither.
  if (aside && (dialogue.topic === 'name' || dialogue.topic === 'address'))
    return sayAndAskAgain(dialogue, aside);

  const answered = ANSWERS[dialogue.topic]({ dialogue, said, intents, lead: aside });
  if (answered) return answered;
  // A name given beside the point is still something understood.
  if (aside || given !== undefined) return sayAndAskAgain(dialogue, aside);
  return notUnderstood(dialogue);
};
