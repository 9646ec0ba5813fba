import { setTimeout as wait } from 'node:timers/promises';
import type { Profile } from '../../functions/domain/business/business.ts';
import type { Place } from './place.ts';

/** Whoever opens the businesses of a demo, at the web API as a browser would. */
export type Owner = {
  readonly email: string;
  get(path: string): Promise<unknown>;
  /** Opens a business, once however often it is asked to. Answers its id. */
  open(described: Partial<Profile>, key: string): Promise<string>;
};

const EMAIL = 'olivia@apexhvac.example';
const PASSWORD = 'only for the demo, 2026';
const PATIENCE_MS = 20_000;

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

const asker =
  (base: string, token?: string) =>
  async (method: string, path: string, body?: unknown, key?: string): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };

const expected = (answer: Answer, status: number, what: string): Answer['body'] => {
  if (answer.status === status) return answer.body;
  throw new Error(`${what}: the API answered ${answer.status} ${JSON.stringify(answer.body)}`);
};

const tokenIn = (session: Answer): string => {
  const { tokens } = expected(session, 200, 'sign in') as { tokens?: { accessToken: string } };
  if (!tokens) throw new Error('the demo owner is asked for more than a password');
  return tokens.accessToken;
};

/** The code in the latest e-mail that was sent after `since` were there. */
const codeAfter = async ({ vendors }: Place, since: number): Promise<string> => {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const mails = (await vendors.emails()).filter(({ to }) => to.includes(EMAIL));
    const [code] = /\d{4} \d{4}/.exec(mails.length > since ? String(mails.at(-1)?.text) : '') ?? [];
    if (code !== undefined) return code;
    await wait(50);
  }
  throw new Error(`no code came to ${EMAIL} within ${PATIENCE_MS / 1000} s`);
};

/** Signs the demo's owner in, and up before if nobody has; `onNews` hears what that took. */
export const signInOwner = async (place: Place, onNews: (text: string) => void): Promise<Owner> => {
  const { webApiUrl } = place.address;
  const anybody = asker(webApiUrl);
  const signIn = () => anybody('POST', '/v1/sessions', { email: EMAIL, password: PASSWORD });

  let session = await signIn();
  if (session.status === 401) {
    const before = (await place.vendors.emails()).filter(({ to }) => to.includes(EMAIL)).length;
    expected(await anybody('POST', '/v1/sign-up', { email: EMAIL, name: 'Olivia Owner' }), 202, 'sign up');
    const code = await codeAfter(place, before);
    const confirmed = { email: EMAIL, code, password: PASSWORD };
    expected(await anybody('POST', '/v1/sign-up/confirm', confirmed), 201, 'confirm the sign-up');
    session = await signIn();
    onNews(`Olivia signs up: ${EMAIL}, with the code ${code} from her e-mail.`);
  }
  let ask = asker(webApiUrl, tokenIn(session));

  /** An hour that passes in a scenario outlives an access token: she signs in again. */
  const asked: typeof ask = async (...request) => {
    const answer = await ask(...request);
    if (answer.status !== 401) return answer;
    ask = asker(webApiUrl, tokenIn(await signIn()));
    return ask(...request);
  };

  return {
    email: EMAIL,
    get: async (path) => expected(await asked('GET', path), 200, path),
    async open(described, key) {
      const opened = expected(await asked('POST', '/v1/businesses', described, key), 201, 'open a business');
      onNews(`Olivia opens ${described.name} through the API: ${opened.id}.`);
      return String(opened.id);
    },
  };
};
