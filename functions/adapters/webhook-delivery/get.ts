import type { IncomingMessage } from 'node:http';
import type { Place } from './endpoint-addresses.ts';
import { requestTo } from './request-to.ts';

/** Asks the address that was checked, and answers with what has come so far: whoever asked reads it, or destroys it. */
export const get = (
  place: Place,
  { userAgent, signal }: { readonly userAgent: string; readonly signal: AbortSignal },
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asking = requestTo(place, { method: 'GET', headers: { 'user-agent': userAgent }, signal });
    asking.on('error', reject);
    asking.on('response', resolve);
    asking.end();
  });
