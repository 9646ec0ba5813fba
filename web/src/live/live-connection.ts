import {
  LIVE_PING,
  type LiveTopic,
  liveProtocols,
  readLiveMessage,
} from '../../../functions/contracts/live.ts';

/** `off`: nothing is tried any more, and the page asks by itself. */
export type LiveState = 'live' | 'reconnecting' | 'off';

/** What of a browser's WebSocket is used. */
export type LiveSocket = {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(text: string): void;
  close(): void;
};

export type LiveParts = {
  /** A new ticket; `refused` where whoever looks may not. Throws where nobody answers. */
  readonly ticket: () => Promise<{ readonly ticket: string; readonly url: string } | 'refused'>;
  readonly open: (url: string, protocols: readonly string[]) => LiveSocket;
  /** Runs later, and answers how to call that off. */
  readonly later: (run: () => void, milliseconds: number) => () => void;
  /** From 0 up to, not including, 1. */
  readonly chance: () => number;
  /** Something of these has changed: ask for them again. */
  readonly onChange: (topics: readonly LiveTopic[]) => void;
  /** Something may have been missed: ask for everything again. */
  readonly onGap: () => void;
  readonly onState: (state: LiveState) => void;
};

export type LiveConnection = { start(): void; stop(): void };

/** With the time an answer may take, silence is noticed within half a minute. */
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 8_000;
/** Messages of two moments may overtake each other: only what is still missing then was lost. */
const OVERTAKEN_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A server that has ended the connection is not asked at once. */
const AFTER_END_MS = 30_000;

/** Which numbers of a business's messages were heard, and whether one is missing. */
const createTally = () => {
  let all = 0;
  let highest = 0;
  const ahead = new Set<number>();
  return {
    /** Everything up to here is asked for now. */
    reset(to: number) {
      all = to;
      highest = to;
      ahead.clear();
    },
    hear(seq: number) {
      highest = Math.max(highest, seq);
      if (seq > all) ahead.add(seq);
      while (ahead.delete(all + 1)) all += 1;
    },
    /** There are so many. A lower number than before: they are counted anew. */
    know(seq: number): 'same' | 'anew' {
      if (seq < all) return 'anew';
      highest = Math.max(highest, seq);
      return 'same';
    },
    isMissing: () => all < highest,
    highest: () => highest,
  };
};

/**
 * Keeps a page told of what changes, and says when it cannot. Whoever uses it needs nothing from it to be right: it only
 * says earlier what a page would find by asking. After every new connection `onGap` is called, once it is known from
 * where on nothing will be missed.
 */
export const liveConnection = (parts: LiveParts): LiveConnection => {
  const { ticket, open, later, chance, onChange, onGap, onState } = parts;
  const tally = createTally();
  let state: LiveState | undefined;
  let socket: LiveSocket | undefined;
  /** Goes up with each try: what belongs to an earlier one is not heard any more. */
  let attempt = 0;
  let failures = 0;
  let isCounting = false;
  const calledOff = { ping: () => {}, pong: () => {}, gap: () => {}, retry: () => {} };

  const become = (next: LiveState) => {
    if (state === next) return;
    state = next;
    onState(next);
  };

  const drop = () => {
    attempt += 1;
    isCounting = false;
    for (const callOff of Object.values(calledOff)) callOff();
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
    socket = undefined;
  };

  const retry = (restMs = 0) => {
    drop();
    become('reconnecting');
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
    failures += 1;
    // Between half of it and all of it: a thousand pages do not come back at once.
    calledOff.retry = later(() => void connect(), restMs + pause * (0.5 + chance() / 2));
  };

  const ping = () => {
    calledOff.ping();
    calledOff.pong();
    socket?.send(LIVE_PING);
    calledOff.pong = later(() => retry(), PONG_WITHIN_MS);
  };

  const catchUp = (seq: number) => {
    tally.reset(seq);
    onGap();
  };

  const lookForGap = () => {
    if (!tally.isMissing()) return calledOff.gap();
    calledOff.gap();
    calledOff.gap = later(() => {
      if (tally.isMissing()) catchUp(tally.highest());
    }, OVERTAKEN_MS);
  };

  const pong = (seq: number) => {
    calledOff.pong();
    calledOff.ping = later(ping, PING_EVERY_MS);
    if (!isCounting || tally.know(seq) === 'anew') {
      isCounting = true;
      failures = 0;
      become('live');
      return catchUp(seq);
    }
    lookForGap();
  };

  const hear = (data: unknown) => {
    const message = readLiveMessage(data);
    if (!message) return;
    if ('over' in message) return retry(AFTER_END_MS);
    if (!('topic' in message)) return pong(message.seq);
    onChange([message.topic]);
    // Before the first pong nobody knows where counting begins, and everything is asked for then.
    if (!isCounting) return;
    tally.hear(message.seq);
    lookForGap();
  };

  const connect = async () => {
    attempt += 1;
    const mine = attempt;
    let shown: Awaited<ReturnType<LiveParts['ticket']>>;
    try {
      shown = await ticket();
    } catch {
      if (mine === attempt) retry();
      return;
    }
    if (mine !== attempt) return;
    if (shown === 'refused') {
      drop();
      return become('off');
    }
    const opened = open(shown.url, liveProtocols(shown.ticket));
    socket = opened;
    opened.onopen = ping;
    opened.onmessage = ({ data }) => hear(data);
    opened.onclose = () => retry();
    // One that neither opens nor closes.
    calledOff.pong = later(() => retry(), PONG_WITHIN_MS);
  };

  return {
    start() {
      drop();
      failures = 0;
      become('reconnecting');
      void connect();
    },
    stop() {
      drop();
      become('off');
    },
  };
};
