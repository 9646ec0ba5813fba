import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answered } from './api-document.ts';

export type RawRequest = {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly at: string;
  /** A list is sent as several of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
};

/**
 * The HTTP API for those who do not tidy up what they send. `base`: without a slash at its end. `always`: headers of each
 * request that says nothing else.
 */
export const rawApi = (base: string, always: Readonly<Record<string, string>> = {}) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const ask = ({ method, at, headers = {}, body }: RawRequest): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const outgoing = request(`${base}${at}`, {
        method,
        agent,
        headers: {
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
          }),
          ...always,
          ...headers,
        } as Record<string, string | string[]>,
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: bytes.toString('utf8'),
            }),
          reject,
        );
      });
      outgoing.end(body);
    });
  return { ask, close: () => agent.destroy() };
};

export type RawApi = ReturnType<typeof rawApi>;
