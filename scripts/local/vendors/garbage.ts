import type { ServerResponse } from 'node:http';

/**
 * What stands in for the vendor's answer, always with status 200. `html`: a proxy's page; `broken-json`: the beginning of an answer, ended
 * properly; `cut`: the connection ends in the middle of the announced length; `unexpected`: JSON of another kind.
 */
export const garbageKinds = ['html', 'broken-json', 'cut', 'empty', 'unexpected'] as const;
export type GarbageKind = (typeof garbageKinds)[number];

const UNEXPECTED = { hello: 'world' };

/** Sends garbage instead of `rawBody`. */
export const sendGarbage = (outgoing: ServerResponse, kind: GarbageKind, rawBody: string): void => {
  const half = rawBody.slice(0, Math.ceil(rawBody.length / 2));
  const text: Readonly<Record<GarbageKind, string>> = {
    html: '<html>upstream said: {"id": ',
    'broken-json': half,
    cut: half,
    empty: '',
    unexpected: JSON.stringify(UNEXPECTED),
  };
  const body = text[kind];
  const type = kind === 'html' ? 'text/html' : 'application/json';
  if (kind !== 'cut') {
    outgoing.writeHead(200, { 'content-type': type });
    outgoing.end(body);
    return;
  }
  outgoing.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(rawBody) + 1 });
  outgoing.write(body, () => outgoing.destroy());
};
