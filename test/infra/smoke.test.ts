import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { forgedRequests } from '../../scripts/smoke/forged-requests.ts';
import { verdictOnDistribution, verdictOnOwnAddress } from '../../scripts/smoke/front-door.ts';
import { flat, synthesised } from './synthesised.ts';

type Answer = { status: number; text: string };
const REFUSED: Answer = { status: 401, text: '{"title":"signature_invalid","status":401}' };

/** What the command says of an API that refuses as it should, but for one path. */
const smoke = async (path: string, answer: Answer): Promise<{ code: number | null; shown: string }> => {
  const server = createServer((request, response) => {
    const { status, text } = request.url === path ? answer : REFUSED;
    response.writeHead(status).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const child = spawn(process.execPath, ['scripts/smoke.ts', '--url', url]);
  let shown = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
  const [code] = (await once(child, 'close')) as [number | null];
  server.closeAllConnections();
  server.close();
  return { code, shown };
};

describe('the smoke check [O6]', () => {
  it('knocks at every address that vendors were given', () => {
    const routes = synthesised('local')
      .of('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => flat(properties.ApiId).includes('VendorApi'))
      .map(({ properties }) =>
        String(properties.RouteKey)
          .replace('POST ', '')
          .replace(/\{tool\}/, 'lookup_availability'),
      )
      .sort();
    const knocked = forgedRequests(0).map(({ path }) => path.replace(/biz_\w+/, '{businessId}'));

    expect(knocked.sort()).toEqual(routes);
  });

  it('is content where each refuses a wrong key', async () => {
    const { code, shown } = await smoke('/nowhere', REFUSED);

    expect(code).toBe(0);
    expect(shown.match(/✓/g)).toHaveLength(forgedRequests(0).length);
  });

  it.each<[string, Answer, string]>([
    ['takes any key', { status: 200, text: '{"ok":true}' }, '✗ /webhooks/stripe: answers 200 to a wrong key'],
    [
      'has no keys',
      { status: 500, text: '{}' },
      "✗ /webhooks/stripe: fails (500): are the stage's keys in its secret?",
    ],
    ['is not there', { status: 404, text: '{}' }, '✗ /webhooks/stripe: is not deployed (404)'],
    [
      'is another refusal',
      { status: 401, text: '{"message":"Unauthorized"}' },
      '✗ /webhooks/stripe: answers 401 to a wrong key',
    ],
  ])('names the address that %s', async (_, answer, sentence) => {
    const { code, shown } = await smoke('/webhooks/stripe', answer);

    expect(code).toBe(1);
    expect(shown).toContain(sentence);
    expect(shown.match(/✗/g)).toHaveLength(1);
  });

  it.each<[string, Answer, { distribution: boolean; ownAddress: boolean }]>([
    ['is well', { status: 200, text: '{"status":"ok"}' }, { distribution: true, ownAddress: false }],
    [
      'refuses what came around the distribution',
      { status: 403, text: '{"title":"direct_request","status":403}' },
      { distribution: false, ownAddress: true },
    ],
    [
      'refuses something else',
      { status: 403, text: '{"title":"not_allowed"}' },
      { distribution: false, ownAddress: false },
    ],
    ['fails', { status: 502, text: '' }, { distribution: false, ownAddress: false }],
    ['is not there', { status: 0, text: 'refused' }, { distribution: false, ownAddress: false }],
  ])('judges an API that %s by the door at which it does', (_, seen, holds) => {
    expect(verdictOnDistribution(seen).holds).toBe(holds.distribution);
    expect(verdictOnOwnAddress(seen).holds).toBe(holds.ownAddress);
  });

  it('tries both doors of the web API where they are named', async () => {
    const server = createServer((request, response) => {
      const { status, text } =
        request.url === '/v1/health' ? { status: 200, text: '{"status":"ok"}' } : REFUSED;
      response.writeHead(status).end(text);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const named = ['--url', url, '--web-url', url, '--web-api-url', url];
    const child = spawn(process.execPath, ['scripts/smoke.ts', ...named]);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    server.closeAllConnections();
    server.close();

    expect(code).toBe(1);
    expect(shown).toContain('✓ /v1/health: is answered through the distribution');
    expect(shown).toContain("✗ the API's own address: answers whoever comes around the distribution");
  });

  it('says where it should have knocked', async () => {
    const child = spawn(process.execPath, ['scripts/smoke.ts', '--url', 'nonsense']);
    const [[code]] = await Promise.all([once(child, 'close'), child.stdout.resume()]);

    expect(code).toBe(1);
  });
});
