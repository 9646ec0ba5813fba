import { type Agent, request } from 'node:http';

export type RawAnswer = { readonly status: number; readonly contentType: string; readonly text: string };

/** Posts exactly these headers (a list is sent as several of one name) and bytes, which `fetch` would tidy up. */
export const postRaw = (
  url: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: string | Buffer,
  agent?: Agent,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      headers: headers as Record<string, string | string[]>,
      ...(agent && { agent }),
    });
    outgoing.on('error', reject);
    outgoing.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({
        status: response.statusCode ?? 0,
        contentType: response.headers['content-type'] ?? '',
        text: Buffer.concat(chunks).toString('utf8'),
      });
    });
    outgoing.end(body);
  });
