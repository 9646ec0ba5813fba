import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { post } from '../../../functions/adapters/webhook-delivery/post.ts';
import { signatureHeaders, webhookSecret } from '../../../functions/adapters/webhook-delivery/signature.ts';
import {
  type SenderDeps,
  webhookSender,
} from '../../../functions/adapters/webhook-delivery/webhook-sender.ts';
import { MONDAY_MORNING } from '../../support/builders.ts';

const clock = { now: () => MONDAY_MORNING };
const SECRET = webhookSecret(new Uint8Array(32).fill(7));
const told = { id: 'evt_abcdef', body: '{"type":"webhook.test"}', secrets: [SECRET] };

const running: Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Heard = { readonly request: IncomingMessage; readonly body: string };

/** A program that listens on this machine; what it heard so far. */
const listening = async (answer: RequestListener) => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push({ request, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  const { port } = server.address() as AddressInfo;
  return { heard, port, url: `http://127.0.0.1:${port}/in?a=b` };
};

const sender = (differing: Partial<SenderDeps> = {}) =>
  webhookSender({
    resolve: async () => ['127.0.0.1'],
    allowLoopback: true,
    connect: post,
    clock,
    ...differing,
  });

describe('a signature [O2]', () => {
  it('is the one that Standard Webhooks gives as its example', () => {
    const headers = signatureHeaders(
      {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        body: '{"test": 2432232314}',
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      },
      1_614_265_330_000,
    );

    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with each secret that signs, and covers the body in UTF-8', () => {
    const other = webhookSecret(new Uint8Array(32).fill(9));
    const of = (secrets: readonly string[], body = 'ü') =>
      signatureHeaders({ id: 'evt_1', body, secrets }, 0)['webhook-signature'];

    expect(of([SECRET, other])).toBe(`${of([SECRET])} ${of([other])}`);
    expect(of([SECRET])).not.toBe(of([other]));
    expect(of([SECRET], 'u')).not.toBe(of([SECRET]));
  });
});

describe('a delivery [O2]', () => {
  it('is one POST of the body as JSON, with its id, its time and its signature', async () => {
    const { heard, url, port } = await listening((_, response) => response.writeHead(204).end());

    expect(await sender().send({ ...told, url })).toEqual({ kind: 'answered', status: 204 });

    expect(heard).toHaveLength(1);
    const [{ request, body }] = heard as [Heard];
    expect({ method: request.method, at: request.url, body }).toEqual({
      method: 'POST',
      at: '/in?a=b',
      body: told.body,
    });
    expect(request.headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      'content-type': 'application/json',
      'content-length': String(told.body.length),
      ...signatureHeaders(told, MONDAY_MORNING),
    });
  });

  it.each([200, 299, 300, 400, 410, 500, 503])('answers with status %i as it is', async (status) => {
    const { url } = await listening((_, response) => response.writeHead(status).end('x'));

    expect(await sender().send({ ...told, url })).toEqual({ kind: 'answered', status });
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect of status %i', async (status) => {
    const elsewhere = await listening((_, response) => response.end());
    const { url } = await listening((_, response) =>
      response.writeHead(status, { location: elsewhere.url }).end(),
    );

    expect(await sender().send({ ...told, url })).toEqual({ kind: 'answered', status });
    expect(elsewhere.heard).toEqual([]);
  });

  it('reads little of an answer without end and is content with its status', async () => {
    const { url } = await listening((_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(1024)));
      };
      response.on('drain', pour);
      pour();
    });

    expect(await sender().send({ ...told, url })).toEqual({ kind: 'answered', status: 200 });
  });

  it('waits no longer than it may for an answer, or for the rest of one', async () => {
    const mute = await listening(() => undefined);
    const stalling = await listening((_, response) => response.writeHead(200).write('x'));
    const impatient = sender({ timeoutMs: 150 });

    for (const { url, heard } of [mute, stalling]) {
      expect(await impatient.send({ ...told, url })).toEqual({ kind: 'unreachable', because: 'timeout' });
      expect(heard).toHaveLength(1);
    }
  });

  it('waits no longer than it may for a resolver that does not answer', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const impatient = sender({ timeoutMs: 50, resolve });

    const url = 'https://hooks.partner.example/';
    expect(await impatient.send({ ...told, url })).toEqual({ kind: 'unreachable', because: 'timeout' });
  });

  it('to where nobody listens is told apart from an answer', async () => {
    const { url } = await listening((_, response) => response.end());
    for (const server of running.splice(0))
      await new Promise<void>((resolve) => server.close(() => resolve()));

    expect(await sender().send({ ...told, url })).toEqual({
      kind: 'unreachable',
      because: 'connection_failed',
    });
  });

  it('goes nowhere when its name leads inside by then, however it was when it was registered', async () => {
    const connected: string[] = [];
    const answers = [['93.184.215.14'], ['169.254.169.254'], ['93.184.215.14', '127.0.0.1'], []];
    const rebinding = sender({
      allowLoopback: false,
      resolve: async () => answers.shift() ?? [],
      connect: async ({ place }) => {
        connected.push(place.address);
        return 200;
      },
    });
    const url = 'https://hooks.partner.example/';

    const outcomes = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) outcomes.push(await rebinding.send({ ...told, url }));

    expect(outcomes).toEqual([
      { kind: 'answered', status: 200 },
      { kind: 'unreachable', because: 'address_refused' },
      { kind: 'unreachable', because: 'address_refused' },
      { kind: 'unreachable', because: 'name_not_found' },
    ]);
    expect(connected).toEqual(['93.184.215.14']);
  });

  it('looks a name up once, and connects to the address that was checked', async () => {
    let lookedUp = 0;
    const { heard, port } = await listening((_, response) => response.end());
    const once = sender({
      resolve: async () => {
        lookedUp += 1;
        return ['127.0.0.1'];
      },
      // Of a name that no other resolver knows: a second look-up would find nothing.
      connect: (one) =>
        post({ ...one, place: { ...one.place, url: new URL(`http://hooks.partner.example:${port}/`) } }),
    });

    const outcome = await once.send({ ...told, url: 'https://hooks.partner.example/' });

    expect(outcome).toEqual({ kind: 'answered', status: 200 });
    expect(lookedUp).toBe(1);
    expect(heard[0]?.request.headers.host).toBe(`hooks.partner.example:${port}`);
  });
});
