import type { Dialogue, Move, ToolRequest } from './dialogue.ts';
import { type Offer, onTheWall } from './offers.ts';
import { ANYTHING_ELSE, joined, OFFER_MESSAGE, serviceList } from './phrases.ts';
import { ask, book, lookUp, proceed, run, sayAsQuestion, sendText } from './proceed.ts';

/** What came back over the wire: `ok` is the vendor's view, the result is ours. */
export type Answer = { readonly ok: boolean; readonly result: unknown };

type Result = {
  readonly ok?: unknown;
  readonly code?: unknown;
  readonly say?: unknown;
  readonly timezone?: unknown;
  readonly slots?: unknown;
  readonly services?: unknown;
  readonly booking_id?: unknown;
};

const TRIES_BEFORE_GIVING_UP = 2;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The wall time stands at the front of an offer's id; without a zone in the answer it is read from there. */
const offersFrom = ({ slots, timezone }: Result): Offer[] =>
  list(slots).map((slot) => {
    const { slot_id, local, starts_at } = slot as Record<string, unknown>;
    const written = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text(slot_id));
    const wall =
      typeof timezone === 'string'
        ? onTheWall(text(starts_at), timezone)
        : { date: written?.[1] ?? '', minutes: Number(written?.[2]) * 60 + Number(written?.[3]) };
    return { slotId: text(slot_id), local: text(local), ...wall };
  });

/** Once more in silence, then the caller is told and offered a message. */
const failed = (dialogue: Dialogue, tool: ToolRequest, say: string): Move => {
  const failures = dialogue.failures + 1;
  if (failures < TRIES_BEFORE_GIVING_UP) {
    return run({ ...dialogue, failures }, say || 'One moment, please.', tool);
  }
  const lead = "I'm sorry, I am having trouble with our calendar.";
  return ask({ ...dialogue, failures: 0 }, 'offer-message', lead);
};

const isSameTime = (one: Offer, other: Offer | undefined): boolean =>
  one.date === other?.date && one.minutes === other.minutes;

const lookedUp = (dialogue: Dialogue, result: Result): Move => {
  const offers = offersFrom(result);
  const say = text(result.say);
  const renewed = dialogue.isRenewing && offers.find((offer) => isSameTime(offer, dialogue.offer));
  const offered = { ...dialogue, offers, failures: 0, isRenewing: false };
  // The count goes on: an offer that keeps running out must not be renewed for ever.
  if (renewed) return book({ ...offered, failures: dialogue.failures, offer: renewed });
  if (offers.length === 0) return sayAsQuestion({ ...offered, offer: undefined, wish: {} }, 'when', say);
  return sayAsQuestion({ ...offered, offer: undefined }, 'offer', withChoice(say));
};

/** The tool's sentence lists the times; what is missing is only the question. */
const withChoice = (say: string): string =>
  say.trim().endsWith('?') ? say : joined(say, 'Which would you like?');

const taken = (dialogue: Dialogue, result: Result): Move => {
  const offers = offersFrom(result);
  const freed = { ...dialogue, offers, offer: undefined };
  return offers.length > 0
    ? sayAsQuestion(freed, 'offer', withChoice(text(result.say)))
    : ask({ ...freed, wish: {} }, 'when', text(result.say));
};

/** The same time under a fresh offer, found by its own day and hour. */
const renew = (dialogue: Dialogue, say: string): Move => {
  const { offer } = dialogue;
  const failures = dialogue.failures + 1;
  if (offer === undefined || failures > TRIES_BEFORE_GIVING_UP) {
    return lookUp({ ...dialogue, failures: 0, isRenewing: false }, say);
  }
  const time = { minutes: offer.minutes, isHalfKnown: true };
  const wish = { dates: { from: offer.date, to: offer.date }, time };
  const looking = lookUp({ ...dialogue, wish, failures }, say);
  return { ...looking, dialogue: { ...looking.dialogue, offer, isRenewing: true } };
};

const refused = (dialogue: Dialogue, tool: ToolRequest, result: Result): Move => {
  const say = text(result.say);
  switch (result.code) {
    case 'slot_taken':
      return taken(dialogue, result);
    case 'offer_expired':
    case 'offer_invalid':
    case 'time_past':
      return renew(dialogue, say);
    case 'unknown_service': {
      const services = list(result.services).map(text).filter(Boolean);
      const facts = services.length > 0 ? { ...dialogue.facts, services } : dialogue.facts;
      const open = { ...dialogue, facts, service: undefined };
      return ask(
        open,
        'service',
        services.length > 0 ? joined(say.replace(/[^.!]*\?$/, ''), serviceList(open)) : '',
      );
    }
    case 'invalid_phone':
      return sayAsQuestion({ ...dialogue, phone: undefined, phoneHeard: undefined }, 'phone', say);
    case 'invalid_arguments':
      return ask({ ...dialogue, name: undefined, address: undefined }, 'name', say);
    case 'busy_try_again':
    case 'vendor_unavailable':
    case 'vendor_outcome_unknown':
      return failed(dialogue, tool, say);
    default:
      return sayAsQuestion(dialogue, 'offer-message', say || OFFER_MESSAGE);
  }
};

/** What the agent makes of a tool's answer. */
export const toolAnswered = (dialogue: Dialogue, tool: ToolRequest, { ok, result }: Answer): Move => {
  const answer = (typeof result === 'object' && result !== null ? result : {}) as Result;
  if (tool.name === 'send_booking_sms') {
    return ask(
      { ...dialogue, failures: 0 },
      'more',
      text(answer.say) || "I couldn't send the text just now.",
    );
  }
  if (!ok || typeof answer.ok !== 'boolean') return failed(dialogue, tool, text(answer.say));
  if (!answer.ok) return refused(dialogue, tool, answer);
  if (tool.name === 'lookup_availability') return lookedUp(dialogue, answer);
  const booked = { ...dialogue, failures: 0, bookingId: text(answer.booking_id) };
  return dialogue.isTextWanted
    ? sendText(booked, text(answer.say))
    : proceed({ ...booked, topic: 'more' }, text(answer.say).replace(ANYTHING_ELSE, ''));
};
