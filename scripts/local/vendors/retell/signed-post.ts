import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { LocalClock } from '../../clock.ts';
import type { QuestionFault } from '../faults.ts';
import { reportTraffic } from '../traffic.ts';
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
  /** What goes wrong with the next attempt, if anything. */
  readonly nextFault?: () => QuestionFault | undefined;
};

type Attempt = Pick<SignedAnswer, 'status' | 'text'>;

const STALE_MS = 10 * 60_000;
const UNHEARD: Attempt = { status: undefined, text: 'no answer' };

const send = async (post: SignedPost, spoilt?: 'forge' | 'stale'): Promise<Attempt> => {
  const { url, body, apiKey, clock, timeoutMs, stopping } = post;
  const rawBody = JSON.stringify(body);
  const signed = spoilt === 'forge' ? `${rawBody} ` : rawBody;
  const signedAt = spoilt === 'stale' ? clock.now() - STALE_MS : clock.now();
  const headers = {
    'content-type': 'application/json',
    'x-retell-signature': retellSignatureHeader(apiKey, signed, signedAt),
  };
  const asked = { kind: 'question', vendor: 'retell', url, headers, rawBody } as const;
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: rawBody,
      signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
    });
    const { status } = response;
    const text = await response.text();
    reportTraffic({ ...asked, answer: { status, rawBody: text } });
    return { status, text };
  } catch (error) {
    if (stopping.aborted) throw error;
    reportTraffic(asked);
    return { status: undefined, text: error instanceof Error ? error.message : String(error) };
  }
};

/** One attempt, under whatever goes wrong with it. */
const once = async (post: SignedPost): Promise<Attempt> => {
  const fault = post.nextFault?.();
  if (fault?.effect === 'drop') return UNHEARD;
  if (fault?.effect === 'delay') await wait(fault.ms ?? 500, undefined, { signal: post.stopping });
  if (fault?.effect === 'repeat') {
    const [first] = await Promise.all([send(post), send(post)]);
    return first;
  }
  const spoilt = fault?.effect === 'forge' || fault?.effect === 'stale' ? fault.effect : undefined;
  const answer = await send(post, spoilt);
  return fault?.effect === 'lose-answer' ? UNHEARD : answer;
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
