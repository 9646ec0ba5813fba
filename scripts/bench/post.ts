import { Agent, request } from 'node:http';

type Answer = { readonly status: number; readonly text: string };

/** One connection that stays open, as a vendor's does: what is timed is the answer, not the handshake. */
const one = new Agent({ keepAlive: true, maxSockets: 1 });

export const post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  agent: Agent = one,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

export const hangUp = (): void => one.destroy();
