import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A place that accepts every webhook and tool call, as our API would. Answers its address and how to stop it. */
export const startReceiver = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** Refusals are part of a tour: what an SDK throws at them is not. */
export const orRefused = async (request: PromiseLike<unknown>): Promise<void> => {
  await Promise.resolve(request).catch(() => undefined);
};
