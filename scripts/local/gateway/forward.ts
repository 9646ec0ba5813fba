import { Agent, request } from 'node:http';
import type { AwsAnswer, AwsCall } from './aws-call.ts';

const agent = new Agent({ keepAlive: true });

/** Headers that belong to one connection and must not be handed on. */
const ownToConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'expect']);

const handOn = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ownToConnection.has(name) ? [] : [[name, String(value)]],
    ),
  );

/** Hands a call on to the server that does it, and gives up there when the caller is gone. */
export const forward = (baseUrl: string, call: AwsCall, gone?: AbortSignal): Promise<AwsAnswer> =>
  new Promise((resolve, reject) => {
    const headers = { ...handOn(call.headers), 'content-length': String(call.body.length) };
    const { hostname, port } = new URL(baseUrl);
    const upstream = request(
      // The path as it was judged: resolved as a URL, two dots in a key would lead to another object.
      {
        hostname,
        port,
        path: call.url,
        method: call.method,
        headers,
        agent,
        ...(gone ? { signal: gone } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 502,
            headers: handOn(response.headers),
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    upstream.on('error', reject);
    upstream.end(call.body);
  });
