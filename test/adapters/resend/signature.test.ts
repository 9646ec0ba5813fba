import { createHmac } from 'node:crypto';
import { Resend } from 'resend';
import { describe, expect, it } from 'vitest';
import { resendSignature } from '../../../functions/adapters/resend/signature.ts';
import type { Secrets } from '../../../functions/adapters/secrets/stage-secret.ts';
import { aClock } from '../../support/builders.ts';
import { secretsOf } from '../../support/secrets.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA==';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
/** The SDK's verifier looks at the machine's clock, so both do. */
const clock = aClock(Date.now());
const NOW = Math.floor(clock.now() / 1000);
const body = Buffer.from('{"type":"email.bounced","data":{"subject":"Ünïcode"}}');
const resendKeys = (...webhookSecrets: string[]) => ({ resend: { apiKey: 're_test', webhookSecrets } });

const digest = (id: string, timestamp: string | number, raw: Buffer, secret = SECRET) =>
  createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(raw)
    .digest('base64');

type Request = {
  readonly id?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
  readonly raw?: Buffer;
};

const signed = (seconds = NOW, raw = body, secret = SECRET): Required<Request> => ({
  id: ID,
  timestamp: String(seconds),
  signature: `v1,${digest(ID, seconds, raw, secret)}`,
  raw,
});

const isAccepted = async (
  { id, timestamp, signature, raw = body }: Request,
  secrets: Secrets = secretsOf(resendKeys(SECRET)),
  at = clock,
): Promise<boolean> => {
  const headers: Record<string, string | undefined> = {
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': signature,
  };
  try {
    await resendSignature(secrets, at)({ raw, header: (name) => headers[name] });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'signature_invalid' });
    return false;
  }
};

const isAcceptedBySdk = ({ id = '', timestamp = '', signature = '', raw = body }: Request): boolean => {
  try {
    const headers = { id, timestamp, signature };
    new Resend('re_test').webhooks.verify({ payload: raw.toString('utf8'), headers, webhookSecret: SECRET });
    return true;
  } catch {
    return false;
  }
};

describe('the Resend signature [C3]', () => {
  it("accepts the standard's own example", async () => {
    const example = {
      id: ID,
      timestamp: '1614265330',
      signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      raw: Buffer.from('{"test": 2432232314}'),
    };

    expect(await isAccepted(example, undefined, aClock(1_614_265_330_000))).toBe(true);
  });

  it.each([
    ['now', NOW, true],
    ['minutes ago', NOW - 240, true],
    ['too long ago', NOW - 310, false],
    ['minutes ahead', NOW + 240, true],
    ['too far ahead', NOW + 400, false],
  ])('made %s is judged as the SDK judges it', async (_when, seconds, expected) => {
    expect(await isAccepted(signed(seconds))).toBe(expected);
    expect(isAcceptedBySdk(signed(seconds))).toBe(expected);
  });

  it.each([
    [NOW - 300, true],
    [NOW - 301, false],
    [NOW + 300, true],
    [NOW + 302, false],
  ])('is good for five minutes both ways (%i)', async (seconds, expected) => {
    expect(await isAccepted(signed(seconds), undefined, aClock(NOW * 1000))).toBe(expected);
  });

  it('is refused when any byte of the body or letter of the signature has changed', async () => {
    const { signature, ...rest } = signed();

    for (let at = 0; at < body.length; at += 1) {
      const tampered = Buffer.from(body);
      tampered[at] = (tampered[at] ?? 0) ^ 1;
      expect(await isAccepted({ ...rest, signature, raw: tampered })).toBe(false);
    }
    for (let at = 3; at < signature.length; at += 1) {
      const letter = signature[at] === 'A' ? 'B' : 'A';
      const tampered = `${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`;
      expect(await isAccepted({ ...rest, signature: tampered })).toBe(false);
    }
  });

  it('is refused under another id or time than the signed ones', async () => {
    expect(await isAccepted({ ...signed(), id: `${ID}x` })).toBe(false);
    expect(await isAccepted({ ...signed(), timestamp: String(NOW + 1) })).toBe(false);
  });

  it('does not let bytes move between id and time, which the reference verifier does', async () => {
    const moved = `${ID}.${NOW}`;
    const raw = Buffer.from(`${NOW}.{}`);
    const shifted: Request = {
      id: moved,
      timestamp: String(NOW),
      signature: `v1,${digest(ID, NOW, raw)}`,
      raw: Buffer.from('{}'),
    };

    expect(isAcceptedBySdk(shifted)).toBe(true);
    expect(await isAccepted(shifted)).toBe(false);
  });

  it('is found among the signatures of other secrets and versions', async () => {
    const others = `v1a,${Buffer.alloc(64).toString('base64')} v1,${digest(ID, NOW, body, OTHER)}`;

    expect(await isAccepted({ ...signed(), signature: `${others} ${signed().signature}` })).toBe(true);
    expect(await isAccepted({ ...signed(), signature: others })).toBe(false);
  });

  it.each<[string, Request]>([
    ['nothing', {}],
    ['no id', { ...signed(), id: undefined }],
    ['no time', { ...signed(), timestamp: undefined }],
    ['no signature', { ...signed(), signature: undefined }],
    ['a bare digest', { ...signed(), signature: digest(ID, NOW, body) }],
    ['another version', { ...signed(), signature: `v2,${digest(ID, NOW, body)}` }],
    ['two folded signatures', { ...signed(), signature: `${signed().signature},${signed().signature}` }],
    ['two folded times', { ...signed(), timestamp: `${NOW},${NOW}` }],
    ['two folded ids', { ...signed(), id: `${ID},${ID}` }],
    ['two spaces', { ...signed(), signature: `${signed().signature}  ${signed().signature}` }],
    ['six signatures', { ...signed(), signature: Array(6).fill(signed().signature).join(' ') }],
    ['a time with a fraction', { ...signed(), timestamp: `${NOW}.0` }],
    ['a time with a space', { ...signed(), timestamp: `${NOW} ` }],
    ['part of a signature', { ...signed(), signature: signed().signature.slice(0, 30) }],
  ])('is refused with %s', async (_what, request) => {
    expect(await isAccepted(request)).toBe(false);
  });

  it('is accepted under either of two live secrets, and under one that was added a moment ago', async () => {
    const both = secretsOf(resendKeys(OTHER, SECRET));
    const rotated = secretsOf(resendKeys(OTHER), resendKeys(SECRET, OTHER));

    expect(await isAccepted(signed(), both)).toBe(true);
    expect(await isAccepted(signed(), rotated)).toBe(true);
    expect(await isAccepted(signed(), secretsOf(resendKeys(OTHER)))).toBe(false);
  });

  it('is refused under a secret that is no secret', async () => {
    const empty = { ...signed(), signature: `v1,${digest(ID, NOW, body, 'whsec_')}` };

    expect(await isAccepted(empty, secretsOf(resendKeys('whsec_', 'secret')))).toBe(false);
  });
});
