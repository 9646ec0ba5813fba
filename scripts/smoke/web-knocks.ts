import type { Seen, Verdict } from './ask.ts';
import { HEALTH, verdictOnDistribution } from './front-door.ts';

/** One request to the address where people come in, and what a healthy stage makes of it. */
export type Knock = {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit;
  readonly judge: (seen: Seen) => Verdict;
};

const json = { 'content-type': 'application/json' };
/** No page of ours is served there, whatever a stage is called. */
const FOREIGN = 'https://cloudgreet.attacker.invalid';
/** Of the right form, signed by nobody: `{"alg":"none"}`, `{"sub":"nobody"}` and nothing. */
const FORGED_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.';

const otherwise = ({ status, text }: Seen): Verdict => ({
  holds: false,
  because: status === 0 ? `cannot be reached (${text})` : `answers ${status}`,
});

const refuses =
  (status: number, code: string | undefined, because: string) =>
  (seen: Seen): Verdict =>
    seen.status === status && (code === undefined || seen.text.includes(`"${code}"`))
      ? { holds: true, because }
      : otherwise(seen);

/** What every answer tells a browser; each by how its value begins. */
const SAFE: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=63072000',
  'content-security-policy': "default-src 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

const tellsBrowsers =
  (more: Readonly<Record<string, string>>) =>
  (seen: Seen): Verdict => {
    if (seen.status !== 200) return otherwise(seen);
    const missing = Object.entries({ ...SAFE, ...more }).flatMap(([name, begins]) =>
      seen.headers?.get(name)?.startsWith(begins) ? [] : [name],
    );
    return missing.length === 0
      ? { holds: true, because: 'tells browsers to be careful' }
      : { holds: false, because: `lacks ${missing.join(', ')}` };
  };

const letsNoPageIn = (seen: Seen): Verdict => {
  if (seen.status === 0) return otherwise(seen);
  const allowed = seen.headers?.get('access-control-allow-origin');
  return allowed
    ? { holds: false, because: `lets pages of ${allowed} read it` }
    : { holds: true, because: "lets no other site's page read it" };
};

/** What somebody without an account finds where people come in. */
export const webKnocks: readonly Knock[] = [
  { name: HEALTH, path: HEALTH, judge: verdictOnDistribution },
  { name: 'the headers of an answer', path: HEALTH, judge: tellsBrowsers({ 'cache-control': 'no-store' }) },
  { name: 'the headers of a page', path: '/', judge: tellsBrowsers({ 'content-type': 'text/html' }) },
  {
    name: "another site's page",
    path: HEALTH,
    init: { headers: { origin: FOREIGN } },
    judge: letsNoPageIn,
  },
  {
    name: "another site's page, asking first",
    path: '/v1/sessions',
    init: {
      method: 'OPTIONS',
      headers: { origin: FOREIGN, 'access-control-request-method': 'POST' },
    },
    judge: letsNoPageIn,
  },
  {
    name: 'a sign-in of nobody',
    path: '/v1/sessions',
    init: {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email: 'nobody@smoke.invalid', password: 'no password of anybody' }),
    },
    judge: refuses(401, 'wrong_credentials', 'is refused'),
  },
  { name: 'nobody, asking who they are', path: '/v1/me', judge: refuses(401, undefined, 'is refused') },
  {
    name: 'a token that nobody signed',
    path: '/v1/me',
    init: { headers: { authorization: `Bearer ${FORGED_TOKEN}` } },
    judge: refuses(401, undefined, 'is refused'),
  },
  {
    name: 'nobody, asking how it is set up',
    path: `${HEALTH}/env`,
    judge: refuses(401, undefined, 'is refused'),
  },
  { name: 'a partner without a key', path: '/v1/partner', judge: refuses(401, undefined, 'is refused') },
];
