import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import type { Business } from '../../../functions/domain/business/business.ts';
import { readBody } from '../../local/read-body.ts';
import type { OwnPlace } from '../start-place.ts';
import { createDeeds, Deed } from './deeds.ts';
import { mustBeHere, mustBeThisPage } from './guard.ts';
import { createJournal } from './journal.ts';
import { Refused } from './refused.ts';

const MOST_BYTES = 4_096;
const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
} as const;
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const sendJson = (outgoing: ServerResponse, status: number, body: unknown): void => {
  outgoing.writeHead(status, { ...HEADERS, 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(body));
};

const refusalOf = (error: unknown): Refused => {
  if (error instanceof Refused) return error;
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return new Refused(400, 'invalid-body', 'There is nothing of that kind to do here.');
  return new Refused(500, 'failed', error instanceof Error ? error.message : String(error));
};

export type DemoPage = { readonly url: string; stop(): Promise<void> };

/** Serves the demo page of a business on a free port of this machine, to browsers of this machine. */
export const startPage = async (place: OwnPlace, business: Business): Promise<DemoPage> => {
  const token = randomBytes(24).toString('base64url');
  const journal = createJournal();
  const deeds = createDeeds(place, business, journal);
  let hosts: readonly string[] = [];

  const sendFile = (outgoing: ServerResponse, [name, type]: (typeof FILES)[keyof typeof FILES]): void => {
    const values = { token, business: business.name, dashboard: place.address.webApiUrl };
    const text = readFileSync(new URL(`files/${name}`, import.meta.url), 'utf8').replace(
      /\{\{(\w+)\}\}/g,
      (_, key: keyof typeof values) => escaped(values[key]),
    );
    outgoing.writeHead(200, { ...HEADERS, 'content-type': type });
    outgoing.end(text);
  };

  const sendEvents = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    outgoing.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    outgoing.write('retry: 1000\n\n');
    const after = Number(incoming.headers['last-event-id'] ?? 0) || 0;
    const stop = journal.follow(after, ({ id, ...shown }) =>
      outgoing.write(`id: ${id}\ndata: ${JSON.stringify(shown)}\n\n`),
    );
    outgoing.on('close', stop);
  };

  const act = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    mustBeThisPage(incoming, { hosts, token });
    if (Number(incoming.headers['content-length'] ?? Number.POSITIVE_INFINITY) > MOST_BYTES)
      throw new Refused(413, 'too-large', `At most ${MOST_BYTES} bytes, by a content-length.`);
    const deed = Deed.parse(JSON.parse((await readBody(incoming)).toString('utf8')));
    await deeds.act(deed);
    sendJson(outgoing, 200, { ok: true });
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    mustBeHere(incoming, hosts);
    const { pathname } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    if (incoming.method === 'POST' && pathname === '/act') return act(incoming, outgoing);
    if (incoming.method !== 'GET') throw new Refused(405, 'wrong-method', 'Only GET, and POST /act.');
    if (pathname === '/events') return sendEvents(incoming, outgoing);
    if (Object.hasOwn(FILES, pathname)) return sendFile(outgoing, FILES[pathname as keyof typeof FILES]);
    throw new Refused(404, 'not-found', 'There is no such page.');
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent || outgoing.destroyed) return;
      const { status, code, message } = refusalOf(error);
      sendJson(outgoing, status, { code, message });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      deeds.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
