import type { VendorAnswer } from '../contracts/api/health.ts';
import type { Vendor } from '../contracts/vendor-messages.ts';
import { attempting } from './vendor-attempts.ts';
import { deadline } from './waiting.ts';

/** Four vendors at once have to fit into what an operator waits for, and into the function's time. */
const WITHIN_MS = 4000;

/** How a vendor answered; `body` is its text, at most as long as errors are. */
export type Said = { readonly status: number; readonly body: string };

export type Question = {
  readonly vendor: Vendor;
  readonly url: string;
  readonly key: string;
  /** Besides the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What this vendor's answer means where the rule for all of them would be wrong. */
  readonly unlessMeant?: (said: Said) => VendorAnswer | undefined;
  readonly withinMs?: number;
  /** Carries the request in place of the process's own. */
  readonly fetch?: typeof globalThis.fetch;
};

/** 401 and 403 are of the key (RFC 9110, 15.5.2 and 15.5.4). 404 is of what was asked for: who asks was let in. */
const meaningOf = (status: number): VendorAnswer => {
  if (status === 401 || status === 403) return 'refuses';
  if ((status >= 200 && status < 300) || status === 404) return 'answers';
  return status >= 500 || status === 429 ? 'unreachable' : 'unclear';
};

const OUTCOMES = {
  answers: 'accepted',
  refuses: 'refused',
  unreachable: 'unavailable',
  unclear: 'unknown',
} as const;
const LONGEST_ERROR = 2000;

/**
 * Asks a vendor one thing that changes nothing, to see what it says to our key. Never throws; logs how it went, with
 * nothing of key or answer.
 */
export const askVendor = async (question: Question): Promise<VendorAnswer> => {
  const { vendor, url, key, headers, unlessMeant, withinMs = WITHIN_MS, fetch: carry = fetch } = question;
  const ask = async (): Promise<{ status: number; meaning: VendorAnswer }> => {
    const answer = await carry(url, {
      headers: {
        ...headers,
        authorization: `Bearer ${key}`,
        accept: 'application/json',
        'user-agent': 'cloudgreet',
      },
      // Whoever redirects elsewhere is not who the key is for.
      redirect: 'manual',
      signal: deadline(withinMs),
    });
    const { status } = answer;
    const body = (await answer.text()).slice(0, LONGEST_ERROR);
    return { status, meaning: unlessMeant?.({ status, body }) ?? meaningOf(status) };
  };
  try {
    const { meaning } = await attempting(vendor, 'check key', ask, {
      answered: ({ status, meaning: said }) => ({ outcome: OUTCOMES[said], status }),
      failed: (error) => ({
        outcome: 'unavailable',
        code: error instanceof Error ? error.name : typeof error,
      }),
    });
    return meaning;
  } catch {
    return 'unreachable';
  }
};
