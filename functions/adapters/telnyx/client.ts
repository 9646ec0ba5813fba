import Telnyx from 'telnyx';
import { attempting } from '../../runtime/vendor-attempts.ts';
import type { Secrets } from '../secrets/stage-secret.ts';
import { telnyxAttempts } from './attempts.ts';

/** Two requests of a search still end inside the worker's time, and that inside a claim. */
const TIMEOUT_MS = 8_000;

export type TelnyxAccess = {
  /** Ends in `/v2`; Telnyx itself, or where a simulator listens. */
  readonly apiUrl: string;
  readonly secrets: Secrets;
  readonly timeoutMs?: number;
  /** Carries the requests in place of the process's own. */
  readonly fetch?: typeof globalThis.fetch;
};

/**
 * Runs requests against Telnyx; `operation` is what the log calls them. The key is read with the first of them, and once
 * more if Telnyx does not know it.
 */
export type TelnyxCalls = <Answer>(
  operation: string,
  request: (telnyx: Telnyx) => PromiseLike<Answer>,
) => Promise<Answer>;

export const telnyxCalls = ({
  apiUrl,
  secrets,
  timeoutMs = TIMEOUT_MS,
  fetch: carry,
}: TelnyxAccess): TelnyxCalls => {
  let current: { readonly key: string; readonly telnyx: Telnyx } | undefined;

  const clientOf = (key: string): Telnyx => {
    if (current?.key !== key) {
      const telnyx = new Telnyx({
        apiKey: key,
        baseURL: apiUrl,
        ...(carry && { fetch: carry }),
        // Telnyx has no idempotency keys for messages: a repeat would be a second text.
        maxRetries: 0,
        timeout: timeoutMs,
        logLevel: 'off',
      });
      current = { key, telnyx };
    }
    return current.telnyx;
  };

  return async (operation, request) => {
    const under = (key: string) =>
      attempting('telnyx', operation, () => request(clientOf(key)), telnyxAttempts);
    const known = (await secrets.read()).telnyx.apiKey;
    try {
      return await under(known);
    } catch (error) {
      // Nothing was done under a key that is not known, so the request may be made again under a newer one.
      if (!(error instanceof Telnyx.AuthenticationError)) throw error;
      const fresh = (await secrets.refresh()).telnyx.apiKey;
      if (fresh === known) throw error;
      return under(fresh);
    }
  };
};
