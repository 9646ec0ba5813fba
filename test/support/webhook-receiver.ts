import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hmacSha256Base64 } from '../../functions/runtime/signing.ts';

/** A delivery as a partner's program hears it. */
export type HeardWebhook = {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
  readonly body: string;
};

/** A partner's program on this machine, which answers what it is told to and remembers what it heard. */
export const startWebhookReceiver = async () => {
  const heard: HeardWebhook[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const header = (name: string) => String(request.headers[`webhook-${name}`]);
      const signatures = header('signature').split(' ');
      heard.push({ id: header('id'), timestamp: header('timestamp'), signatures, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    heard: heard as readonly HeardWebhook[],
    respond(next: number) {
      status = next;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

/** Whether a delivery was signed with a secret, as its receiver finds out. */
export const isSignedWith = (secret: string, { id, timestamp, body, signatures }: HeardWebhook): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return signatures.includes(`v1,${hmacSha256Base64(key, `${id}.${timestamp}.${body}`)}`);
};
