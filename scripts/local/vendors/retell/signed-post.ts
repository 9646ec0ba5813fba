import { performance } from 'node:perf_hooks';
import type { LocalClock } from '../../clock.ts';
import { retellSignatureHeader } from './signature.ts';

export type SignedAnswer = {
  /** undefined: no answer in time, or no connection. */
  readonly status: number | undefined;
  readonly text: string;
  readonly ms: number;
  readonly attempts: number;
};

type SignedPost = {
  readonly url: string;
  readonly body: unknown;
  readonly apiKey: string;
  readonly clock: LocalClock;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly stopping: AbortSignal;
};

const once = async ({ url, body, apiKey, clock, timeoutMs, stopping }: SignedPost) => {
  const rawBody = JSON.stringify(body);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'x-retell-signature': retellSignatureHeader(apiKey, rawBody, clock.now()),
      },
      body: rawBody,
      signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (stopping.aborted) throw error;
    return { status: undefined, text: error instanceof Error ? error.message : String(error) };
  }
};

const isSuccess = (status: number | undefined): boolean =>
  status !== undefined && status >= 200 && status < 300;

/** Posts as Retell does while somebody waits: signed anew for each attempt, again after anything but a 2xx. */
export const postSigned = async (post: SignedPost): Promise<SignedAnswer> => {
  const from = performance.now();
  let attempts = 1;
  let answer = await once(post);
  while (!isSuccess(answer.status) && attempts < post.attempts) {
    attempts += 1;
    answer = await once(post);
  }
  return { ...answer, ms: Math.round(performance.now() - from), attempts };
};
