import * as crypto from 'node:crypto';
import Retell from 'retell-sdk';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resendSignature } from '../../../functions/adapters/resend/signature.ts';
import { retellSignature } from '../../../functions/adapters/retell/signature.ts';
import { stripeSignature } from '../../../functions/adapters/stripe/signature.ts';
import type { Verify } from '../../../functions/runtime/signed-request.ts';
import { aClock } from '../../support/builders.ts';
import { retellSignatureOf } from '../../support/retell.ts';
import { secretsOf } from '../../support/secrets.ts';

// What an earlier file of this process has loaded compares by the real one.
vi.hoisted(() => vi.resetModules());
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) };
});
beforeEach(() => void vi.mocked(crypto.timingSafeEqual).mockClear());

const body = '{"event":"call_started","call":{"call_id":"call_1","agent_id":"agent_apexhvac01"}}';
const now = aClock().now();
const keys = (...apiKeys: string[]) => ({ retell: { apiKeys } });

const isAccepted = async (verify: Verify, headers: Readonly<Record<string, string>>) => {
  try {
    await verify({ raw: Buffer.from(body), header: (name) => headers[name] });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'signature_invalid' });
    return false;
  }
};
const acceptedBy = (secrets: ReturnType<typeof secretsOf>, header: string) =>
  isAccepted(retellSignature(secrets, aClock()), { 'x-retell-signature': header });

describe("Retell's signature [C3]", () => {
  it("is accepted as Retell's own signer makes it", async () => {
    const header = await Retell.sign(body, 'key_test');
    const verify = retellSignature(secretsOf(keys('key_test')), { now: Date.now });

    expect(await isAccepted(verify, { 'x-retell-signature': header })).toBe(true);
  });

  it('is accepted under either of two live keys, and under one that was added a moment ago', async () => {
    const both = secretsOf(keys('new', 'old'));
    const rotated = secretsOf(keys('old'), keys('new', 'old'));

    expect(await acceptedBy(both, retellSignatureOf(body, now, 'new'))).toBe(true);
    expect(await acceptedBy(both, retellSignatureOf(body, now, 'old'))).toBe(true);
    expect(await acceptedBy(rotated, retellSignatureOf(body, now, 'new'))).toBe(true);
    expect(await acceptedBy(both, retellSignatureOf(body, now, 'older'))).toBe(false);
  });
});

const wrong = 'a'.repeat(64);
const seconds = String(Math.floor(now / 1000));
it.each<[string, (secrets: ReturnType<typeof secretsOf>) => Verify, Record<string, string>]>([
  [
    'Retell',
    (secrets) => retellSignature(secrets, aClock()),
    { 'x-retell-signature': `v=${now},d=${wrong}` },
  ],
  [
    'Stripe',
    (secrets) => stripeSignature(secrets, aClock()),
    { 'stripe-signature': `t=${seconds},v1=${wrong}` },
  ],
  [
    'Resend',
    (secrets) => resendSignature(secrets, aClock()),
    { 'svix-id': 'msg_1', 'svix-timestamp': seconds, 'svix-signature': `v1,${'A'.repeat(43)}=` },
  ],
])('a digest for %s is compared in constant time', async (_, verifier, headers) => {
  expect(await isAccepted(verifier(secretsOf({})), headers)).toBe(false);
  expect(crypto.timingSafeEqual).toHaveBeenCalled();
});
