import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is older or newer was not sent just now: somebody plays it again. */
const TOLERANCE_SECONDS = 300;

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * Whether a webhook is from us, as Standard Webhooks says: HMAC-SHA-256 over the bytes of the body as they came. While a
 * secret is changed there are several signatures; one that is right is enough. Packages of that name do the same.
 */
export const isFromCloudGreet = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: string,
  secret: string,
  nowMs: number,
): boolean => {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (!(Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return String(signatures)
    .split(' ')
    .some((one) => isSame(one, `v1,${right}`));
};
