import type { LocalClock } from '../clock.ts';
import type { Chance } from './chance.ts';
import { parseBody } from './parse-body.ts';
import type { Reply, SimulatedRequest } from './simulator.ts';
import type { WebhookMessage } from './webhook-deliveries.ts';

/** All that a vendor needs of time: milliseconds since 1970. */
export type Clock = Pick<LocalClock, 'now'>;

/** A request as a vendor reads it, without the connection that it came by. */
export type ModelRequest = Omit<SimulatedRequest, 'execute'>;

/** A request that is in progress: its key, if it has one, is busy until `finish` or `abandon`. */
export type Begun = {
  /** Does what was asked; once. */
  readonly run: () => Reply;
  /** Stores what a later request with the key gets to know of this answer, and gives the answer as it goes out. */
  readonly finish: (reply: Reply) => Reply;
  /** Forgets the key, as if the request had never come. */
  readonly abandon: () => void;
  /** What a second request with the key would be answered now; undefined without a key. */
  readonly busy?: () => Reply;
};

/** A request without a key: nothing is remembered of it. */
export const keyless = (run: () => Reply): Begun => ({
  run,
  finish: (reply) => reply,
  abandon: () => undefined,
});

export type Course = {
  /** The vendor fails with a 500 before the effect, or after it. */
  readonly crash?: 'before' | 'after';
  /** Another request with the key is in progress: nothing is done and nothing is stored. */
  readonly busy?: boolean;
};

/**
 * What a vendor does, without sockets, timers and chance of its own. It tells of its events through `send` and never
 * delivers one: whoever holds it signs each with `sign` and brings it, late, twice or not at all.
 */
export type VendorModel = {
  /** Answers at once, the effect done. */
  handle(request: ModelRequest, course?: Course): Reply;
  /** The first half of `handle`: the answer where nothing is to be done, or the work, still to be done. */
  begin(request: ModelRequest): Reply | Begun;
  /** The headers that prove a delivery; `atMs` is milliseconds since 1970. */
  sign(rawBody: string, id: string, atMs: number): Record<string, string>;
  /** The vendor's own error document for a status. */
  failure(status: number, message: string): Reply;
  /** What it answers when it will not do what was asked, by its own code; without one, the most usual. */
  decline(code: string | undefined): Reply;
};

export type ModelOptions = {
  readonly clock: Clock;
  /** Every id and key that the model makes is drawn from it; the machine's own chance without it. */
  readonly chance?: Chance;
  /** Where webhooks go; asked anew for each event. Without an answer a message has no URL. */
  readonly webhookUrl?: () => string | undefined;
  /** Takes an event that the vendor wants to deliver. `message.body(attempt, url)` is what it would send. */
  readonly send: (message: WebhookMessage) => void;
};

const isReply = (begun: Reply | Begun): begun is Reply => 'status' in begun;

/** `handle` for a model that has `begin`. */
export const handleBy =
  ({ begin, failure }: Pick<VendorModel, 'begin' | 'failure'>): VendorModel['handle'] =>
  (request, { crash, busy = false } = {}) => {
    const begun = begin(request);
    if (isReply(begun)) return begun;
    if (busy && begun.busy !== undefined) {
      begun.abandon();
      return begun.busy();
    }
    try {
      if (crash === 'before') return begun.finish(failure(500, 'Something went wrong before it was done.'));
      const reply = begun.run();
      return begun.finish(
        crash === 'after' ? failure(500, 'Something went wrong after it was done.') : reply,
      );
    } catch (error) {
      begun.abandon();
      throw error;
    }
  };

/** Answers over a connection: the effect runs when `execute` lets it, and its key is busy meanwhile. */
export const answerUnder = async (
  begun: Reply | Begun,
  execute: SimulatedRequest['execute'],
): Promise<Reply> => {
  if (isReply(begun)) return begun;
  try {
    return begun.finish(await execute(begun.run));
  } catch (error) {
    begun.abandon();
    throw error;
  }
};

/** A request as it would have come by HTTP. `url` may be a path; names of headers in any case. */
export const modelRequest = (sent: {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rawBody?: string;
}): ModelRequest => {
  const { pathname, searchParams } = new URL(sent.url, 'http://vendor.local');
  const headers = Object.fromEntries(
    Object.entries(sent.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const rawBody = sent.rawBody ?? '';
  const body = parseBody(rawBody, headers['content-type'] ?? '');
  return { method: sent.method, path: pathname, query: searchParams, headers, rawBody, body };
};
