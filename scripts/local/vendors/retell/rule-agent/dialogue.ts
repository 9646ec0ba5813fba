import { type LocalDate, readToday } from './calendar-dates.ts';
import type { Offer } from './offers.ts';
import type { Wish } from './wishes.ts';

/** What the agent asked last, and so what the next words most likely answer. */
export type Topic =
  | 'service'
  | 'when'
  | 'offer'
  | 'name'
  | 'own-number'
  | 'phone'
  | 'phone-check'
  | 'address'
  | 'text'
  | 'more'
  | 'offer-message'
  | 'message';

/** What the agent knows before anybody speaks: the inbound webhook's dynamic variables. */
export type CallFacts = {
  /** What it says first. */
  readonly greeting: string | undefined;
  readonly businessName: string;
  /** Names; empty when the webhook could not be reached, and then the tools say what there is. */
  readonly services: readonly string[];
  readonly today: LocalDate;
  readonly todaySpoken: string;
  readonly nowSpoken: string;
  /** Callers are put through and messages taken, and nothing is booked. */
  readonly isClosed: boolean;
  /** E.164; undefined when withheld. */
  readonly callerNumber: string | undefined;
};

export type Dialogue = {
  readonly facts: CallFacts;
  readonly topic: Topic;
  readonly service: string | undefined;
  readonly wish: Wish;
  readonly offers: readonly Offer[];
  readonly offer: Offer | undefined;
  readonly name: string | undefined;
  readonly phone: string | undefined;
  /** Heard, not yet confirmed. */
  readonly phoneHeard: string | undefined;
  /** Empty: the caller gave none. */
  readonly address: string | undefined;
  readonly isTextWanted: boolean | undefined;
  readonly notes: string | undefined;
  readonly bookingId: string | undefined;
  readonly isTextAsked: boolean;
  /** An offer ran out: its time is to be found and booked again without asking twice. */
  readonly isRenewing: boolean;
  /** Answers in a row that were not understood. */
  readonly misses: number;
  /** Tool calls in a row that got nowhere. */
  readonly failures: number;
  readonly lastSaid: string;
};

export type ToolRequest = { readonly name: string; readonly args: Readonly<Record<string, unknown>> };

/** What the agent does next: it speaks, then runs a tool or ends the call, if it says so. */
export type Move = {
  readonly dialogue: Dialogue;
  readonly say: string;
  readonly tool?: ToolRequest;
  readonly hangUp?: true;
};

const NOTHING_YET = {
  service: undefined,
  wish: {},
  offers: [],
  offer: undefined,
  isTextWanted: undefined,
  notes: undefined,
  bookingId: undefined,
  isTextAsked: false,
  isRenewing: false,
  misses: 0,
  failures: 0,
} as const;

/** For another booking in the same call: who calls and from where stays known. */
export const forAnotherBooking = (dialogue: Dialogue): Dialogue => ({ ...dialogue, ...NOTHING_YET });

/** `localToday`: what to go by when the webhook told nothing. */
export const openDialogue = (
  variables: Readonly<Record<string, string>>,
  from: string,
  localToday: LocalDate,
): Dialogue => {
  const caller = variables.caller_number ?? from;
  const services = (variables.services ?? '').split(';').map((name) => name.trim());
  return {
    ...NOTHING_YET,
    facts: {
      greeting: variables.greeting,
      businessName: variables.business_name ?? 'our office',
      services: services.filter(Boolean),
      today: readToday(variables.today_local ?? '') ?? localToday,
      todaySpoken: variables.today_local ?? localToday,
      nowSpoken: variables.now_local ?? '',
      isClosed: variables.booking === 'closed',
      callerNumber: /^\+\d{8,15}$/.test(caller) ? caller : undefined,
    },
    topic: 'service',
    name: undefined,
    phone: undefined,
    phoneHeard: undefined,
    address: undefined,
    lastSaid: '',
  };
};
