import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/** In each request that changes something: a page of somebody else cannot set it unasked, and does not know it. */
export const TOKEN_HEADER = 'x-demo-token';

const same = (given: string, wanted: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Another name that leads to this machine would let pages of that name read along. */
export const mustBeHere = ({ headers }: IncomingMessage, hosts: readonly string[]): void => {
  if (!hosts.includes(String(headers.host)))
    throw new Refused(403, 'wrong-host', 'This page answers by its own address only.');
};

export const mustBeThisPage = (
  { headers }: IncomingMessage,
  { hosts, token }: { readonly hosts: readonly string[]; readonly token: string },
): void => {
  if (!hosts.some((host) => headers.origin === `http://${host}`))
    throw new Refused(403, 'wrong-origin', 'Only the demo page itself may ask for this.');
  if (!same(String(headers[TOKEN_HEADER] ?? ''), token))
    throw new Refused(403, 'wrong-token', 'The token of this run is missing or wrong: load the page again.');
};
