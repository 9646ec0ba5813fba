import type { Seen, Verdict } from './ask.ts';

/** What a forger without a key would send to one address. */
export type ForgedRequest = { readonly path: string; readonly headers: Readonly<Record<string, string>> };

const NOBODY = 'biz_nobody0000000000000000000';
/** As long as a digest, as random as none. */
const hex = 'ab'.repeat(32);
const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64');

/** One for each address a vendor was given, in the vendor's form, so that only the key is wrong. */
export const forgedRequests = (nowMs: number): readonly ForgedRequest[] => {
  const seconds = Math.floor(nowMs / 1000);
  const retell = { 'x-retell-signature': `v=${nowMs},d=${hex}` };
  const telnyx = { 'telnyx-timestamp': String(seconds), 'telnyx-signature-ed25519': bytes(64) };
  const svix = {
    'svix-id': 'msg_nobody',
    'svix-timestamp': String(seconds),
    'svix-signature': `v1,${bytes(32)}`,
  };
  return [
    { path: `/voice/${NOBODY}/inbound`, headers: retell },
    { path: `/voice/${NOBODY}/tools/lookup_availability`, headers: retell },
    { path: '/webhooks/retell', headers: retell },
    ...['messaging', 'voice', 'orders', '10dlc'].map((kind) => ({
      path: `/webhooks/telnyx/${kind}`,
      headers: telnyx,
    })),
    { path: '/webhooks/stripe', headers: { 'stripe-signature': `t=${seconds},v1=${hex}` } },
    { path: '/webhooks/resend', headers: svix },
  ];
};

/** Whether that is how a healthy stage refuses, and if not, what is the likeliest cause. */
export const verdictOn = ({ status, text }: Seen): Verdict => {
  if (status === 401 && text.includes('"signature_invalid"'))
    return { holds: true, because: 'refuses a wrong key' };
  if (status === 0) return { holds: false, because: `cannot be reached (${text})` };
  if (status === 404) return { holds: false, because: 'is not deployed (404)' };
  if (status >= 500)
    return { holds: false, because: `fails (${status}): are the stage's keys in its secret?` };
  return { holds: false, because: `answers ${status} to a wrong key` };
};
