import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Heard = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was sent
  readonly body: any;
};

type Answer = { readonly status?: number; readonly body?: unknown } | 'silence';

/** A stand-in for our API: remembers what it heard and answers as told; 200 `{}` without a word. */
export const startListener = async (
  answer: (heard: Heard, count: number) => Answer | undefined = () => undefined,
) => {
  const heard: Heard[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const rawBody = await text(incoming);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const entry = { path: incoming.url ?? '', headers, rawBody, body: JSON.parse(rawBody) };
    heard.push(entry);
    const told = answer(entry, heard.length);
    if (told === 'silence') return;
    outgoing.writeHead(told?.status ?? 200, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(told?.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    events: () => heard.filter(({ path }) => path === '/events').map(({ body }) => body.event as string),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
