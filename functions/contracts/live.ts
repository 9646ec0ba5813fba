import * as z from 'zod/mini';

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
export const LiveTopic = z.enum([
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
]);
export type LiveTopic = z.infer<typeof LiveTopic>;

const seq = z.int().check(z.minimum(0));

/** Something of that topic has changed. `seq` goes up by one with each of a business: one that is missing is a gap. */
export const LiveChange = z.object({
  v: z.literal(1),
  seq,
  topic: LiveTopic,
});
export type LiveChange = z.infer<typeof LiveChange>;

/** The answer to a ping: the latest `seq` of the business. */
export const LivePong = z.object({ v: z.literal(1), seq });
export type LivePong = z.infer<typeof LivePong>;

/** The answer to a ping of a page that hears nothing more: it may ask for another ticket. */
export const LiveOver = z.object({ v: z.literal(1), over: z.literal(true) });
export type LiveOver = z.infer<typeof LiveOver>;

export const LiveMessage = z.union([LiveChange, LiveOver, LivePong]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** Subprotocols that a page offers: the ticket stands there, because addresses get into more logs than headers do. */
export const liveProtocols = (ticket: string): string[] => [LIVE_PROTOCOL, ticket];
