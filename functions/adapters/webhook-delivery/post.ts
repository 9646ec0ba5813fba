import { request as overTcp } from 'node:http';
import { request as overTls } from 'node:https';
import type { Place } from './endpoint-addresses.ts';

export type Post = {
  readonly place: Place;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/** Sends a request to the address that was checked and answers with the status. Throws where there is none. */
export type Connector = (post: Post) => Promise<number>;

/** What is read of an answer, and thrown away: enough that a well-meant one is taken whole. */
const MOST_READ_BYTES = 2048;
const MOST_HEADER_BYTES = 8192;

/**
 * Connects to the address itself: no name is looked up again, no redirect followed, no connection kept for a name that may be
 * somebody else's by then. The certificate has to be one of the name, for which it is asked.
 */
export const post: Connector = ({ place: { url, address }, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const isTls = url.protocol === 'https:';
    const sending = (isTls ? overTls : overTcp)({
      method: 'POST',
      host: address,
      port: url.port || (isTls ? 443 : 80),
      path: `${url.pathname}${url.search}`,
      ...(isTls && { servername: url.hostname }),
      headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
      agent: false,
      maxHeaderSize: MOST_HEADER_BYTES,
      signal,
    });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      let read = 0;
      const done = () => {
        resolve(answer.statusCode ?? 0);
        sending.destroy();
      };
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read >= MOST_READ_BYTES) done();
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    sending.end(body);
  });
