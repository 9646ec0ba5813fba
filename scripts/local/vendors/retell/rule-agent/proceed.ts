import type { Dialogue, Move, ToolRequest, Topic } from './dialogue.ts';
import { BOOKING, CHECKING, examplesFor, joined, OFFER_MESSAGE, questionFor } from './phrases.ts';
import { type PartOfDay, wallTime } from './times.ts';
import { isEmpty, type Wish } from './wishes.ts';

const NOON = 12 * 60;
const EVENING = 17 * 60;
const HOUR = 60;
const MISSES_BEFORE_GIVING_UP = 3;

const speak = (dialogue: Dialogue, say: string): Move => ({
  dialogue: { ...dialogue, lastSaid: say || dialogue.lastSaid },
  say,
});

/** Asks the question of a topic, after what is to be said first. */
export const ask = (dialogue: Dialogue, topic: Topic, lead = ''): Move => {
  const asking = { ...dialogue, topic };
  return speak(asking, joined(lead, questionFor(asking)));
};

/** Says something and leaves the question that was open open. */
export const sayAndAskAgain = (dialogue: Dialogue, lead: string): Move => ask(dialogue, dialogue.topic, lead);

export const run = (dialogue: Dialogue, say: string, tool: ToolRequest): Move => ({
  ...speak(dialogue, say),
  tool,
});

/** The words end in a question of their own: nothing needs to be added. */
export const sayAsQuestion = (dialogue: Dialogue, topic: Topic, say: string): Move =>
  say.trim().endsWith('?') ? speak({ ...dialogue, topic }, say) : ask(dialogue, topic, say);

export const end = (dialogue: Dialogue, say: string): Move => ({ ...speak(dialogue, say), hangUp: true });

/** First a plain repeat, then examples, then an offer to take a message: nobody is asked the same thing for ever. */
export const notUnderstood = (dialogue: Dialogue): Move => {
  const misses = dialogue.misses + 1;
  if (misses >= MISSES_BEFORE_GIVING_UP) {
    const giving = { ...dialogue, misses: 0, topic: 'offer-message' as const };
    return speak(giving, `I'm sorry, I still don't understand. ${OFFER_MESSAGE}`);
  }
  const missed = { ...dialogue, misses };
  if (misses === 1) return sayAndAskAgain(missed, "I'm sorry, I didn't catch that.");
  const examples = examplesFor(dialogue).map((example) => `"${example}"`);
  return sayAndAskAgain(missed, `I'm sorry. You can say, for example, ${examples.join(' or ')}.`);
};

const partAfter = (minutes: number): PartOfDay | undefined =>
  minutes >= EVENING ? 'evening' : minutes >= NOON ? 'afternoon' : undefined;

const wishArguments = ({ dates, time, part, bound }: Wish): Record<string, string> => {
  const wanted: Record<string, string> = dates ? { date_from: dates.from, date_to: dates.to } : {};
  if (!time) return { ...wanted, ...(part && { part_of_day: part }) };
  if (bound === 'before' && time.minutes <= NOON) return { ...wanted, part_of_day: 'morning' };
  if (bound === 'before') {
    return { ...wanted, time: wallTime({ ...time, minutes: time.minutes - HOUR }) };
  }
  const from = bound === 'after' ? partAfter(time.minutes) : undefined;
  return { ...wanted, time: wallTime(time), ...(from && { part_of_day: from }) };
};

export const lookUp = (dialogue: Dialogue, lead = ''): Move =>
  run({ ...dialogue, offers: [], offer: undefined, misses: 0 }, joined(lead, CHECKING), {
    name: 'lookup_availability',
    args: { service: dialogue.service, ...wishArguments(dialogue.wish) },
  });

export const book = (dialogue: Dialogue, lead = ''): Move =>
  run({ ...dialogue, misses: 0 }, joined(lead, BOOKING), {
    name: 'book_appointment',
    args: {
      slot_id: dialogue.offer?.slotId,
      service: dialogue.service,
      customer_name: dialogue.name,
      customer_phone: dialogue.phone,
      ...(dialogue.address && { address: dialogue.address }),
      ...(dialogue.notes && { notes: dialogue.notes }),
      sms_consent: dialogue.isTextWanted,
    },
  });

export const sendText = (dialogue: Dialogue, say: string): Move =>
  run({ ...dialogue, isTextAsked: true }, say, {
    name: 'send_booking_sms',
    args: { booking_id: dialogue.bookingId },
  });

/** Asks for the first thing that is still missing, or does what can now be done. */
export const proceed = (understood: Dialogue, lead = ''): Move => {
  const dialogue = { ...understood, misses: 0 };
  if (dialogue.bookingId !== undefined) return ask(dialogue, 'more', lead);
  if (dialogue.service === undefined) return ask(dialogue, 'service', lead);
  if (dialogue.offer === undefined) {
    if (dialogue.offers.length > 0) return ask(dialogue, 'offer', lead);
    return isEmpty(dialogue.wish) ? ask(dialogue, 'when', lead) : lookUp(dialogue, lead);
  }
  if (dialogue.name === undefined) return ask(dialogue, 'name', lead);
  if (dialogue.phone === undefined) {
    if (dialogue.phoneHeard !== undefined) return ask(dialogue, 'phone-check', lead);
    return ask(dialogue, dialogue.facts.callerNumber ? 'own-number' : 'phone', lead);
  }
  if (dialogue.address === undefined) return ask(dialogue, 'address', lead);
  if (dialogue.isTextWanted === undefined) return ask(dialogue, 'text', lead);
  return book(dialogue, lead);
};
