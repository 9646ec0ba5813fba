import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isFromCloudGreet } from './verify.ts';

const { CLOUDGREET_URL, PARTNER_KEY, CLOCK_OFFSET_MS = '0' } = process.env;
/** Stage local plays on another day; everywhere else this is the machine's clock. */
const now = (): number => Date.now() + Number(CLOCK_OFFSET_MS);

/** `key`: one for each thing that you mean. Asked twice, also after a lost answer, there is one. */
const ask = async <Answer>(method: string, path: string, key?: string, body?: object): Promise<Answer> => {
  const response = await fetch(`${CLOUDGREET_URL}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${PARTNER_KEY}`,
      ...(key && { 'idempotency-key': key }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
};

// A server that is reached from the internet, by https; stage local also calls this machine.
let secret = '';
const seen = new Set<string>();
const heard = Promise.withResolvers<void>();
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  if (!isFromCloudGreet(request.headers, body, secret, now())) {
    response.writeHead(401).end();
    return;
  }
  // Answer first, work later: after ten seconds it is sent again. It may come twice, in any order.
  response.writeHead(204).end();
  const id = String(request.headers['webhook-id']);
  if (seen.has(id)) return;
  seen.add(id);
  console.log(`heard ${JSON.parse(body).type}`);
  heard.resolve();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const registered = await ask<{ endpoint: { id: string }; secret?: string }>(
  'POST',
  '/v1/partner/webhook-endpoints',
  `endpoint-${port}`,
  {
    url: `http://127.0.0.1:${port}/cloudgreet`,
    events: ['business.onboarding.progressed', 'business.live', 'business.suspended', 'business.closed'],
  },
);
// Told this once: keep it where your server finds it.
secret = String(registered.secret);
const at = `/v1/partner/webhook-endpoints/${registered.endpoint.id}`;
console.log('registered an endpoint');

const business = JSON.parse(readFileSync(new URL('business.json', import.meta.url), 'utf8'));
const opened = await ask<{ businessId: string; externalId: string }>(
  'POST',
  '/v1/partner/businesses',
  `onboard-${business.externalId}`,
  business,
);
console.log(`opened ${opened.externalId}`);

await ask('POST', `${at}/test`, `try-${port}`);
await heard.promise;
type Step = { name: string; state: string; says: string; needs: string[] };
const shown = await ask<{
  settings: { name: string };
  hasOwner: boolean;
  onboarding: { steps: Step[] };
}>('GET', `/v1/partner/businesses/${opened.businessId}`);
// What waits for the owner: your program may pass it on, and what the owner answers.
const next = shown.onboarding.steps.find(({ state, needs }) => state === 'waiting' && needs.length === 0);
console.log(`${shown.settings.name}: owned ${shown.hasOwner}, ${next?.name}: ${next?.says}`);

await fetch(`${CLOUDGREET_URL}${at}`, {
  method: 'DELETE',
  headers: { authorization: `Bearer ${PARTNER_KEY}` },
});
server.close();
server.closeAllConnections();
