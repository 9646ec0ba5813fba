import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedWebhook = { readonly headers: Record<string, string>; readonly rawBody: string };

/** An endpoint of ours: keeps the exact bytes, answers 200 or what `answers` holds next. */
export const startWebhookReceiver = async () => {
  const received: ReceivedWebhook[] = [];
  const answers: number[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    received.push({ headers, rawBody: Buffer.concat(chunks).toString('utf8') });
    outgoing.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    bodies: () => received.map(({ rawBody }) => JSON.parse(rawBody)),
    types: () =>
      received.map(({ rawBody }) => {
        const body = JSON.parse(rawBody);
        return (body.data?.event_type ?? body.type) as string;
      }),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
