import { type ClientRequest, request as overTcp } from 'node:http';
import { request as overTls } from 'node:https';
import type { Place } from './endpoint-addresses.ts';

export type RequestTo = {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string | number>>;
  readonly signal: AbortSignal;
};

const MOST_HEADER_BYTES = 8192;

/**
 * A request to the address that was checked: no name is looked up again, no redirect followed, no connection kept for a name
 * that may be somebody else's by then. The certificate has to be one of the name, for which it is asked.
 */
export const requestTo = ({ url, address }: Place, { method, headers, signal }: RequestTo): ClientRequest => {
  const isTls = url.protocol === 'https:';
  return (isTls ? overTls : overTcp)({
    method,
    host: address,
    port: url.port || (isTls ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    ...(isTls && { servername: url.hostname }),
    headers: { ...headers, host: url.host },
    agent: false,
    maxHeaderSize: MOST_HEADER_BYTES,
    signal,
  });
};
