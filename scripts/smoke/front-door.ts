import type { Seen, Verdict } from './ask.ts';

/** Public, and says nothing private. */
export const HEALTH = '/v1/health';

const otherwise = ({ status, text }: Seen): Verdict => {
  if (status === 0) return { holds: false, because: `cannot be reached (${text})` };
  if (status === 403 && text.includes('"direct_request"'))
    return {
      holds: false,
      because: 'does not share its origin secret with the API (docs/runbooks/web-api.md#direct-requests)',
    };
  if (status === 200 && text.includes('"degraded"'))
    return { holds: false, because: 'is answered, and the table does not answer' };
  return { holds: false, because: `answers ${status}` };
};

/** Whether the distribution leads to the API, and the API knows it for the distribution. */
export const verdictOnDistribution = (seen: Seen): Verdict =>
  seen.status === 200 && seen.text.includes('"ok"')
    ? { holds: true, because: 'is answered through the distribution' }
    : otherwise(seen);

/** Whether the API's own address lets nobody in. */
export const verdictOnOwnAddress = (seen: Seen): Verdict => {
  if (seen.status === 403 && seen.text.includes('"direct_request"'))
    return { holds: true, because: 'lets nobody around the distribution' };
  if (seen.status === 200) return { holds: false, because: 'answers whoever comes around the distribution' };
  return otherwise(seen);
};
