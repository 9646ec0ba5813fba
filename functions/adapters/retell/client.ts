import type * as z from 'zod/mini';
import { type Attempted, attempting } from '../../runtime/vendor-attempts.ts';
import { deadline } from '../../runtime/waiting.ts';
import type { Secrets } from '../secrets/stage-secret.ts';
import { declined, meaningOf, RetellError, refusalOf, unanswered } from './failures.ts';

/** A few requests, one after the other, still end inside the worker's time. */
const TIMEOUT_MS = 8_000;

export type RetellAccess = {
  /** Retell itself, or where a simulator listens; without a slash at the end. */
  readonly apiUrl: string;
  readonly secrets: Secrets;
  readonly timeoutMs?: number;
  /** Carries the requests in place of the process's own. */
  readonly fetch?: typeof globalThis.fetch;
};

export type RetellRequest<Answer> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With its query, if any. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: z.ZodMiniType<Answer>;
  /** Changes nothing, though it is no GET. */
  readonly isLook?: boolean;
};

export type RetellCalls = {
  /** Throws a Refusal for whatever is no good answer. Nothing is repeated, unless Retell did not know the key. */
  ask<Answer>(operation: string, request: RetellRequest<Answer>): Promise<Answer>;
  /** The same; undefined where what was asked for is not there. */
  askIfThere<Answer>(operation: string, request: RetellRequest<Answer>): Promise<Answer | undefined>;
};

const OUTCOMES = {
  vendor_refused: 'refused',
  vendor_unavailable: 'unavailable',
  vendor_outcome_unknown: 'unknown',
} as const;

const isLook = ({ method, isLook: said }: RetellRequest<unknown>): boolean => said ?? method === 'GET';

const failedOf =
  (request: RetellRequest<unknown>) =>
  (error: unknown): Attempted => {
    if (!(error instanceof RetellError)) return { outcome: 'unknown' };
    const meaning = meaningOf(error, isLook(request));
    return {
      outcome: OUTCOMES[meaning as keyof typeof OUTCOMES],
      code: error.because,
      status: error.status,
    };
  };

/** Retell's API with the stage's key. */
export const retellCalls = (access: RetellAccess): RetellCalls => {
  const { apiUrl, secrets, timeoutMs = TIMEOUT_MS } = access;

  const send = async ({ method, path, body }: RetellRequest<unknown>, key: string) => {
    const carry = access.fetch ?? globalThis.fetch;
    try {
      const response = await carry(`${apiUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          'user-agent': 'cloudgreet',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // Whoever redirects elsewhere is not who the key is for.
        redirect: 'manual',
        signal: deadline(timeoutMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw unanswered(error);
    }
  };

  const once = async <Answer>(request: RetellRequest<Answer>, key: string): Promise<Answer> => {
    const { status, text } = await send(request, key);
    if (status < 200 || status >= 300) throw declined(status, text);
    let said: unknown;
    try {
      said = text === '' ? undefined : JSON.parse(text);
    } catch {
      throw new RetellError(undefined, 'unreadable');
    }
    const answer = request.answer.safeParse(said);
    if (!answer.success) throw new RetellError(undefined, 'unreadable');
    return answer.data;
  };

  const underKey = async <Answer>(operation: string, request: RetellRequest<Answer>): Promise<Answer> => {
    const under = (key: string) =>
      attempting('retell', operation, () => once(request, key), {
        answered: () => ({ outcome: 'accepted' }),
        failed: failedOf(request),
      });
    const [known = ''] = (await secrets.read()).retell.apiKeys;
    try {
      return await under(known);
    } catch (error) {
      // Nothing was done under a key that is not known, so the request may be made again under a newer one.
      if (!(error instanceof RetellError) || error.status !== 401) throw error;
      const [fresh = ''] = (await secrets.refresh()).retell.apiKeys;
      if (fresh === known) throw error;
      return under(fresh);
    }
  };

  return {
    async ask(operation, request) {
      try {
        return await underKey(operation, request);
      } catch (error) {
        throw error instanceof RetellError ? refusalOf(error, operation, isLook(request)) : error;
      }
    },
    async askIfThere(operation, request) {
      try {
        return await underKey(operation, request);
      } catch (error) {
        if (!(error instanceof RetellError)) throw error;
        if (error.isAbsent) return undefined;
        throw refusalOf(error, operation, isLook(request));
      }
    },
  };
};
