/**
 * The live channel: a WebSocket on which an open page hears that something of its business has changed. It says what to
 * ask for again and never what it is now, so that nothing personal is in it and losing a message loses nothing.
 */
export const LIVE_PROTOCOL = 'cloudgreet.live.v1';

/** What the page sends to hear how far the channel has come. */
export const LIVE_PING = 'ping';

/** How long a ticket opens the channel, once. */
export const LIVE_TICKET_SECONDS = 60;

/** What a page shows together and asks for together. */
export const LIVE_TOPICS = [
  'agent',
  'appointments',
  'billing',
  'calls',
  'customers',
  'exports',
  'fees',
  'leaving',
  'onboarding',
  'settings',
  'team',
  'texts',
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Something of that topic has changed. `seq` goes up by one with each of a business: one that is missing is a gap. */
export type LiveChange = { readonly v: 1; readonly seq: number; readonly topic: LiveTopic };

/** The answer to a ping: the latest `seq` of the business. */
export type LivePong = { readonly v: 1; readonly seq: number };

/** The answer to a ping of a page that hears nothing more: it may ask for another ticket. */
export type LiveOver = { readonly v: 1; readonly over: true };

export type LiveMessage = LiveChange | LiveOver | LivePong;

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isTopic = (value: unknown): value is LiveTopic => LIVE_TOPICS.some((topic) => topic === value);

/**
 * What came over the channel; undefined for whatever is no message of it. Written by hand, as a page that is opened on the
 * road would load a parser of schemas for these three alone.
 */
export const readLiveMessage = (text: unknown): LiveMessage | undefined => {
  try {
    const message: unknown = JSON.parse(String(text));
    if (typeof message !== 'object' || message === null || !('v' in message) || message.v !== 1)
      return undefined;
    if ('over' in message) return message.over === true ? { v: 1, over: true } : undefined;
    if (!('seq' in message) || !isSeq(message.seq)) return undefined;
    const { seq } = message;
    if (!('topic' in message)) return { v: 1, seq };
    return isTopic(message.topic) ? { v: 1, seq, topic: message.topic } : undefined;
  } catch {
    return undefined;
  }
};

/** Subprotocols that a page offers: the ticket stands there, because addresses get into more logs than headers do. */
export const liveProtocols = (ticket: string): string[] => [LIVE_PROTOCOL, ticket];
