import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { retellRecordings } from '../../../functions/adapters/retell/recordings.ts';
import { placeOf } from '../../../functions/adapters/webhook-delivery/endpoint-addresses.ts';
import { get } from '../../../functions/adapters/webhook-delivery/get.ts';
import type { CallId } from '../../../functions/contracts/ids.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Given = {
  readonly file?: RequestListener;
  /** What Retell says the link is; default: this server's. */
  readonly link?: string | null;
  readonly call?: { readonly status: number };
  readonly mostBytes?: number;
  readonly allowLoopback?: boolean;
  readonly addresses?: readonly string[];
};

/** A Retell with one call, and where it keeps files. */
const world = async ({
  file,
  link,
  call,
  mostBytes,
  allowLoopback = true,
  addresses = ['93.184.215.14'],
}: Given = {}) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.url));
    if (file) file(request, response);
    else response.end('the sound');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = retellRecordings({
    apiUrl: 'https://retell.example',
    secrets: {
      read: async () => ({ retell: { apiKeys: ['key'] } }),
      refresh: async () => ({ retell: { apiKeys: ['key'] } }),
    } as never,
    fetch: async () =>
      new Response(
        JSON.stringify({ recording_url: link === undefined ? `${here}/recording.wav?Signature=a` : link }),
        {
          status: call?.status ?? 200,
        },
      ),
    locate: (text) => placeOf(text, { resolve: async () => addresses, allowLoopback }),
    get,
    ...(mostBytes !== undefined && { mostBytes }),
    fetchTimeoutMs: 500,
  });
  return { asked, fetch: () => source.fetch('call_1' as CallId) };
};

/** It comes back, and in the end somebody hears of it: where we do not ask may be where the vendor has moved. */
const REFUSED = { code: 'vendor_unavailable', facts: { vendor: 'retell', because: 'address_refused' } };

describe('fetching what Retell recorded [V3]', () => {
  it('has it whole, as often as it is read', async () => {
    const { fetch, asked } = await world();

    const fetched = await fetch();

    if (fetched.kind !== 'fetched') throw new Error(fetched.because);
    const read = async () => {
      let text = '';
      for await (const piece of fetched.audio.read()) text += Buffer.from(piece).toString();
      return text;
    };
    expect([await read(), await read()]).toEqual(['the sound', 'the sound']);
    expect(fetched.audio.bytes).toBe(9);
    expect(asked).toEqual(['/recording.wav?Signature=a']);
    await fetched.audio.discard();
    await expect(read()).rejects.toThrow('ENOENT');
  });

  it.each([403, 404, 410])('finds it gone where the storage answers %i', async (status) => {
    const { fetch } = await world({ file: (_, response) => response.writeHead(status).end() });

    expect(await fetch()).toEqual({ kind: 'gone', because: 'link_gone' });
  });

  it.each([
    ['keeps no recording of the call', { link: null }],
    ['knows no such call', { call: { status: 404 } }],
  ])('finds it gone where Retell %s', async (_, given) => {
    const { fetch, asked } = await world(given);

    expect(await fetch()).toEqual({ kind: 'gone', because: 'not_kept' });
    expect(asked).toEqual([]);
  });

  it.each([429, 500, 503])('comes back where the storage answers %i', async (status) => {
    const { fetch } = await world({ file: (_, response) => response.writeHead(status).end() });

    await expect(fetch()).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it.each<[string, RequestListener]>([
    ['hangs', () => {}],
    ['hangs half-way', (_, response) => void response.writeHead(200).write('the')],
    ['cuts the connection', (request) => void request.socket.destroy()],
    [
      'ends before it said it would',
      (request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('the');
        setImmediate(() => request.socket.destroy());
      },
    ],
  ])('comes back where the storage %s', async (_, file) => {
    const { fetch } = await world({ file });

    await expect(fetch()).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it('comes back where Retell does not answer', async () => {
    const { fetch } = await world({ call: { status: 503 } });

    await expect(fetch()).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it.each<[string, RequestListener]>([
    [
      'says how large it is',
      (_, response) => response.writeHead(200, { 'content-length': 11 }).end('eleven bytes'.slice(1)),
    ],
    [
      'does not',
      (_, response) => response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('eleven bytes'),
    ],
  ])('takes nothing too large, whether the storage %s', async (_, file) => {
    const { fetch } = await world({ file, mostBytes: 10 });

    expect(await fetch()).toEqual({ kind: 'gone', because: 'too_large' });
  });

  it('takes nothing for nothing', async () => {
    const { fetch } = await world({ file: (_, response) => response.writeHead(200).end() });

    expect(await fetch()).toEqual({ kind: 'gone', because: 'empty' });
  });

  it('follows nobody elsewhere, and gives nothing up for it', async () => {
    const { fetch, asked } = await world({
      file: (_, response) => response.writeHead(302, { location: '/latest/meta-data' }).end(),
    });

    await expect(fetch()).rejects.toMatchObject(REFUSED);
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Given]>([
    ['this machine, on a stage', { allowLoopback: false }],
    ['a host that is not the vendor’s', { link: 'https://elsewhere.example/recording.wav' }],
    ['a host that only ends like one', { link: 'https://notretellai.com/recording.wav' }],
    [
      'an address inside, by a name of the vendor’s',
      { link: 'https://a.retellai.com/r.wav', addresses: ['10.0.0.1'] },
    ],
    ['a cloud’s metadata', { link: 'http://169.254.169.254/latest/meta-data' }],
    ['no TLS', { link: 'http://a.cloudfront.net/recording.wav' }],
    ['another protocol', { link: 'file:///etc/passwd' }],
    ['what is no address', { link: 'recording' }],
  ])('asks nobody of %s, and gives nothing up for it', async (_, given) => {
    const { fetch, asked } = await world(given);

    await expect(fetch()).rejects.toMatchObject(REFUSED);
    expect(asked).toEqual([]);
  });
});
