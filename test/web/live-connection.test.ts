import { describe, expect, it } from 'vitest';
import { LIVE_PING, LIVE_PROTOCOL, type LiveMessage } from '../../functions/contracts/live.ts';
import {
  type LiveParts,
  type LiveSocket,
  type LiveState,
  liveConnection,
} from '../../web/src/live/live-connection.ts';

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

/** A browser in which time passes when told to, and a server that says what the test wants. */
const aPage = (tickets: (() => Promise<Awaited<ReturnType<LiveParts['ticket']>>>)[] = []) => {
  let now = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  let timer = 0;
  const opened: (LiveSocket & { sent: string[]; isClosed: boolean; protocols: readonly string[] })[] = [];
  const states: LiveState[] = [];
  const changes: string[] = [];
  const pauses: number[] = [];
  let gaps = 0;
  let asked = 0;
  const connection = liveConnection({
    ticket: async () => {
      asked += 1;
      const next = tickets.shift();
      return next ? next() : { ticket: `biz_apex01.ticket${asked}`, url: 'wss://live.example/live' };
    },
    open(_url, protocols) {
      const socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        sent: [] as string[],
        isClosed: false,
        protocols,
        send: (text: string) => void socket.sent.push(text),
        close() {
          socket.isClosed = true;
        },
      };
      opened.push(socket);
      return socket;
    },
    later(run, milliseconds) {
      timer += 1;
      const mine = timer;
      pauses.push(milliseconds);
      timers.set(mine, { at: now + milliseconds, run });
      return () => void timers.delete(mine);
    },
    chance: () => 0.999,
    onChange: (topics) => void changes.push(...topics),
    onGap: () => {
      gaps += 1;
    },
    onState: (state) => void states.push(state),
  });
  const pass = async (milliseconds: number) => {
    await settled();
    const until = now + milliseconds;
    for (;;) {
      const due = [...timers].filter(([, { at }]) => at <= until).toSorted((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
      await settled();
    }
    now = until;
    await settled();
  };
  const socket = () => opened.at(-1) as (typeof opened)[number];
  const say = (message: LiveMessage) => socket().onmessage?.({ data: JSON.stringify(message) });
  return {
    connection,
    pass,
    socket,
    say,
    opened,
    states,
    changes,
    pauses,
    gaps: () => gaps,
    asked: () => asked,
    async isLive(seq: number) {
      connection.start();
      await settled();
      socket().onopen?.();
      say({ v: 1, seq });
    },
  };
};

const change = (seq: number, topic: 'calls' | 'appointments' = 'calls'): LiveMessage => ({
  v: 1,
  seq,
  topic,
});

describe('a page that is told of changes [C4]', () => {
  it('shows its ticket beside the protocol, and counts from the first answer on', async () => {
    const page = aPage();

    await page.isLive(7);
    page.say(change(8));
    await page.pass(5000);

    expect(page.socket().protocols).toEqual([LIVE_PROTOCOL, 'biz_apex01.ticket1']);
    expect(page.socket().sent).toEqual([LIVE_PING]);
    expect(page.states).toEqual(['reconnecting', 'live']);
    expect(page.changes).toEqual(['calls']);
    // Once: whatever happened before the channel was open.
    expect(page.gaps()).toBe(1);
  });

  it('asks for everything again when a message is missing, and not when two have overtaken each other', async () => {
    const page = aPage();
    await page.isLive(0);

    page.say(change(2, 'appointments'));
    page.say(change(1));
    await page.pass(5000);
    const afterOvertaking = page.gaps();
    page.say(change(5));
    await page.pass(900);
    const early = page.gaps();
    await page.pass(200);

    expect([afterOvertaking, early, page.gaps()]).toEqual([1, 1, 2]);
    page.say(change(6));
    await page.pass(5000);
    expect(page.gaps()).toBe(2);
  });

  it('notices within half a minute what was lost without a word', async () => {
    const page = aPage();
    await page.isLive(3);

    await page.pass(20_000);
    page.say({ v: 1, seq: 4 });
    await page.pass(1000);

    expect(page.socket().sent).toEqual([LIVE_PING, LIVE_PING]);
    expect(page.gaps()).toBe(2);
  });

  it('asks for everything again when numbers begin anew', async () => {
    const page = aPage();
    await page.isLive(30);

    await page.pass(20_000);
    page.say({ v: 1, seq: 2 });
    page.say(change(3));
    await page.pass(5000);

    expect(page.gaps()).toBe(2);
  });

  it('connects anew with another ticket when nothing is answered any more', async () => {
    const page = aPage();
    await page.isLive(3);

    await page.pass(28_000);
    const whileSilent = page.states.at(-1);
    await page.pass(1000);
    page.socket().onopen?.();
    page.say({ v: 1, seq: 9 });

    expect(whileSilent).toBe('reconnecting');
    expect(page.opened).toHaveLength(2);
    expect(page.opened[0]?.isClosed).toBe(true);
    expect(page.socket().protocols[1]).toBe('biz_apex01.ticket2');
    expect(page.states.at(-1)).toBe('live');
    expect(page.gaps()).toBe(2);
  });

  it('tries again later and later, a minute apart at the most', async () => {
    const failing = Array.from({ length: 9 }, () => async () => {
      throw new Error('nobody answers');
    });
    const page = aPage(failing);

    page.connection.start();
    await page.pass(10 * 60_000);

    const pauses = page.pauses.slice(0, 9).map((milliseconds) => Math.round(milliseconds / 1000));
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('rests before it comes back when it is told that it is over', async () => {
    const page = aPage();
    await page.isLive(3);

    page.say({ v: 1, over: true });
    await page.pass(30_000);
    const resting = page.asked();
    await page.pass(1000);

    expect([resting, page.asked()]).toEqual([1, 2]);
  });

  it('is off, and asks no more, once a ticket is refused', async () => {
    const page = aPage([async () => 'refused']);

    page.connection.start();
    await page.pass(600_000);

    expect(page.states).toEqual(['reconnecting', 'off']);
    expect(page.asked()).toBe(1);
  });

  it('hears nothing more once it is stopped, and what it cannot read changes nothing', async () => {
    const page = aPage();
    await page.isLive(3);
    const { onmessage } = page.socket();

    onmessage?.({ data: 'not JSON' });
    onmessage?.({ data: '{"v":2,"seq":9}' });
    page.connection.stop();
    await page.pass(600_000);

    expect(page.changes).toEqual([]);
    expect(page.states).toEqual(['reconnecting', 'live', 'off']);
    expect(page.asked()).toBe(1);
  });
});
