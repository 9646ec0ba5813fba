import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../../functions/contracts/api/client.ts';
import type { LiveTopic } from '../../../functions/contracts/live.ts';
import type { BusinessId } from '../app/business.ts';
import { ME } from '../app/me.ts';
import { useMeans } from '../app/means.tsx';
import type { LiveSocket, LiveState } from './live-connection.ts';
import { touchedBy } from './touched-by.ts';
import { untilNothingIsAsked } from './until-nothing-is-asked.ts';

/** How long the page waits before it says that live updates are interrupted, and how often it asks by itself then. */
const PATIENCE_MS = 5_000;
const ASK_EVERY_MS = 30_000;

/** A browser's own, told from what it is told by. */
const listenTo = (socket: WebSocket): LiveSocket => {
  const told: LiveSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => told.onopen?.();
  socket.onmessage = ({ data }) => told.onmessage?.({ data });
  socket.onclose = () => told.onclose?.();
  return told;
};

const connect = async (
  {
    owner,
    businessId,
    queries,
  }: { owner: ReturnType<typeof useMeans>['owner']; businessId: BusinessId; queries: QueryClient },
  hear: {
    topics: (topics: readonly LiveTopic[]) => void;
    gap: () => void;
    state: (state: LiveState) => void;
  },
) => {
  // The first screen does not wait for it, and it waits for that: a connection has everything asked for anew, and what is
  // on its way would be on its way twice.
  const { liveConnection } = await import('./live-connection.ts');
  await untilNothingIsAsked(queries);
  return liveConnection({
    ticket: async () => {
      try {
        return await owner.openLive({ path: { businessId } });
      } catch (error) {
        if (error instanceof ApiProblem && [401, 403, 404].includes(error.status)) return 'refused';
        throw error;
      }
    },
    open: (url, protocols) => listenTo(new WebSocket(url, [...protocols])),
    later: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    chance: Math.random,
    onChange: hear.topics,
    onGap: hear.gap,
    onState: hear.state,
  });
};

/**
 * Has what is shown of a business asked for again as it changes. Works without the channel: then everything is asked for
 * every half minute. Answers whether that is so, once it has lasted.
 */
export const useLive = (businessId: BusinessId): { readonly isInterrupted: boolean } => {
  const { owner } = useMeans();
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState | 'waiting'>('waiting');
  const [isInterrupted, setIsInterrupted] = useState(false);

  useEffect(() => {
    let isOver = false;
    let stop = () => {};
    const anew = (queryKey: readonly string[]) => void queries.invalidateQueries({ queryKey });
    void connect(
      { owner, businessId, queries },
      {
        topics: (topics) => {
          for (const key of touchedBy(businessId, topics)) anew(key);
        },
        gap: () => {
          anew([businessId]);
          anew(ME);
        },
        state: setState,
      },
    ).then(
      (connection) => {
        if (isOver) return;
        stop = connection.stop;
        setState('reconnecting');
        connection.start();
      },
      // Without it the page asks by itself, as without the channel.
      () => setState('off'),
    );
    return () => {
      isOver = true;
      stop();
    };
  }, [owner, queries, businessId]);

  useEffect(() => {
    if (state === 'live') setIsInterrupted(false);
    // What has not begun, because the first screen comes first, is not interrupted.
    if (state === 'live' || state === 'waiting') return undefined;
    const told = setTimeout(() => setIsInterrupted(true), PATIENCE_MS);
    const asking = setInterval(
      () => void queries.invalidateQueries({ queryKey: [businessId] }),
      ASK_EVERY_MS,
    );
    return () => {
      clearTimeout(told);
      clearInterval(asking);
    };
  }, [state, queries, businessId]);

  return { isInterrupted };
};
