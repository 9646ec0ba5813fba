import { expect } from 'vitest';
import { type LiveMessage, liveProtocols, readLiveMessage } from '../../functions/contracts/live.ts';
import { eventually } from './eventually.ts';
import type { WebApi } from './web-api.ts';

export type LivePage = {
  readonly heard: readonly LiveMessage[];
  /** undefined: still open. */
  closedWith(): number | undefined;
  /** Resolves with the answer to a ping. */
  ping(): Promise<LiveMessage>;
  topics(): Set<string>;
  close(): void;
};

export type Ticket = { readonly ticket: string; readonly url: string; readonly expiresAt: string };

export const askForTicket = async (api: WebApi, token: string, businessId: string): Promise<Ticket> => {
  const answer = await api('POST', `/v1/businesses/${businessId}/live-tickets`, { token });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as Ticket;
};

/** An open page, or `refused`. */
export const connectPage = async ({ url, ticket }: Ticket): Promise<LivePage | 'refused'> => {
  const socket = new WebSocket(url, liveProtocols(ticket));
  const heard: LiveMessage[] = [];
  let closedWith: number | undefined;
  socket.addEventListener('message', ({ data }) => {
    const message = readLiveMessage(data);
    if (!message) throw new Error(`no message of the channel: ${data}`);
    heard.push(message);
  });
  socket.addEventListener('close', ({ code }) => {
    closedWith = code;
  });
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true));
    socket.addEventListener('error', () => resolve(false));
  });
  if (!opened) return 'refused';
  return {
    heard,
    closedWith: () => closedWith,
    async ping() {
      const before = heard.length;
      socket.send('ping');
      return eventually('the answer to a ping', () => {
        const pong = heard.slice(before).find((message) => !('topic' in message));
        expect(pong).toBeDefined();
        return pong as LiveMessage;
      });
    },
    topics: () => new Set(heard.flatMap((message) => ('topic' in message ? [message.topic] : []))),
    close: () => socket.close(),
  };
};

export const openPage = async (api: WebApi, token: string, businessId: string): Promise<LivePage> => {
  const page = await connectPage(await askForTicket(api, token, businessId));
  if (page === 'refused') throw new Error('the ticket opened nothing');
  return page;
};
