import { ORIGIN_SECRET_HEADER } from '../contracts/origin-secret.ts';
import type { ApiEvent } from './gate.ts';

/**
 * The address on the internet that a request came from. The distribution writes who asked it at the end of
 * `x-forwarded-for`, behind whatever a client claimed there, and API Gateway writes the distribution's own address
 * behind that: so the last but one is true and whatever stands before it is the client's word. A request that shows the
 * distribution's secret, which has been checked, came that way; of another the connection's own address counts.
 */
export const askerAddress = ({ headers, requestContext }: ApiEvent): string => {
  // A test's request may come from nowhere.
  const connected = requestContext.http?.sourceIp ?? 'nowhere';
  if (headers[ORIGIN_SECRET_HEADER] === undefined) return connected;
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim());
  return hops.at(-2) || connected;
};
