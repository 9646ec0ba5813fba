import { Agent } from 'node:http';
import { postRaw, type RawAnswer } from './raw-http.ts';

export type Outgoing = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

export type Pace = {
  readonly atATime?: number;
  /** Ends it before all have been sent. */
  readonly until?: () => boolean;
};

/**
 * Posts all of it from one address over connections that stay open, so many at a time. `next` makes the request of a
 * number as its turn comes; `answered` hears what became of it and after how many milliseconds.
 */
export const flood = async <Sent extends Outgoing>(
  count: number,
  next: (index: number) => Sent,
  answered: (sent: Sent, answer: RawAnswer, ms: number) => void,
  { atATime = 16, until = () => false }: Pace = {},
): Promise<void> => {
  const agent = new Agent({ keepAlive: true, maxSockets: atATime });
  let index = 0;
  const sendInTurn = async (): Promise<void> => {
    while (index < count && !until()) {
      const sent = next(index);
      index += 1;
      const begun = performance.now();
      const headers = { 'content-type': 'application/json', ...sent.headers };
      answered(sent, await postRaw(sent.url, headers, sent.body, agent), performance.now() - begun);
    }
  };
  try {
    await Promise.all(Array.from({ length: atATime }, sendInTurn));
  } finally {
    agent.destroy();
  }
};
