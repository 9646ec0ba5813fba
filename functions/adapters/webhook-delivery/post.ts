import type { Place } from './endpoint-addresses.ts';
import { requestTo } from './request-to.ts';

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

export const post: Connector = ({ place, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const sending = requestTo(place, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
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
