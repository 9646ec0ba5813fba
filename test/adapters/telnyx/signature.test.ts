import { generateKeyPairSync, sign } from 'node:crypto';
import Telnyx from 'telnyx';
import { describe, expect, it } from 'vitest';
import type { Secrets } from '../../../functions/adapters/secrets/stage-secret.ts';
import { telnyxSignature } from '../../../functions/adapters/telnyx/signature.ts';
import { aClock } from '../../support/builders.ts';
import { secretsOf } from '../../support/secrets.ts';

const aKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { publicKey: raw.toString('base64'), privateKey };
};

const ours = aKey();
const strangers = aKey();
/** The SDK's verifier looks at the machine's clock, so both do. */
const clock = aClock(Date.now());
const NOW = Math.floor(clock.now() / 1000);
const body = Buffer.from('{"data":{"event_type":"message.received","id":"bf6307bd"},"name":"Ünïcode"}');
const telnyxKeys = (...publicKeys: string[]) => ({ telnyx: { apiKey: 'KEY_test', publicKeys } });

const signatureOf = (timestamp: string, raw: Buffer, key = ours) =>
  sign(null, Buffer.concat([Buffer.from(`${timestamp}|`), raw]), key.privateKey).toString('base64');

type Request = {
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
  readonly raw?: Buffer;
};

const signed = (seconds = NOW, raw = body, key = ours): Required<Request> => ({
  timestamp: String(seconds),
  signature: signatureOf(String(seconds), raw, key),
  raw,
});

const isAccepted = async (
  { timestamp, signature, raw = body }: Request,
  secrets: Secrets = secretsOf(telnyxKeys(ours.publicKey)),
  at = clock,
): Promise<boolean> => {
  const headers: Record<string, string | undefined> = {
    'telnyx-timestamp': timestamp,
    'telnyx-signature-ed25519': signature,
  };
  try {
    await telnyxSignature(secrets, at)({ raw, header: (name) => headers[name] });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'signature_invalid' });
    return false;
  }
};

const isAcceptedBySdk = async ({ timestamp, signature, raw = body }: Request): Promise<boolean> => {
  const sdk = new Telnyx({ apiKey: 'KEY_test', publicKey: ours.publicKey });
  try {
    const headers = { 'telnyx-timestamp': timestamp ?? '', 'telnyx-signature-ed25519': signature ?? '' };
    await sdk.webhooks.unwrap(raw.toString('utf8'), { headers });
    return true;
  } catch {
    return false;
  }
};

describe('the Telnyx signature [C3]', () => {
  it.each([
    ['now', NOW, true],
    ['minutes ago', NOW - 240, true],
    ['too long ago', NOW - 310, false],
    ['minutes ahead', NOW + 240, true],
    ['too far ahead', NOW + 400, false],
  ])('made %s is judged as the SDK judges it', async (_when, seconds, expected) => {
    expect(await isAccepted(signed(seconds))).toBe(expected);
    expect(await isAcceptedBySdk(signed(seconds))).toBe(expected);
  });

  it.each([
    [NOW - 300, true],
    [NOW - 301, false],
    [NOW + 300, true],
    [NOW + 302, false],
  ])('is good for five minutes both ways (%i)', async (seconds, expected) => {
    expect(await isAccepted(signed(seconds), undefined, aClock(NOW * 1000))).toBe(expected);
  });

  it('is refused when any byte of the body has changed', async () => {
    const request = signed();

    for (let at = 0; at < body.length; at += 1) {
      const tampered = Buffer.from(body);
      tampered[at] = (tampered[at] ?? 0) ^ 1;
      expect(await isAccepted({ ...request, raw: tampered })).toBe(false);
    }
    expect(await isAccepted({ ...request, raw: body.subarray(1) })).toBe(false);
    expect(await isAccepted({ ...request, raw: Buffer.concat([body, Buffer.from('\n')]) })).toBe(false);
  });

  it('is refused when any letter of the signature has changed', async () => {
    const { timestamp, signature } = signed();

    for (let at = 0; at < signature.length; at += 1) {
      const letter = signature[at] === 'A' ? 'B' : 'A';
      const tampered = `${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`;
      expect(await isAccepted({ timestamp, signature: tampered })).toBe(false);
    }
  });

  it('is refused under another time than the signed one', async () => {
    expect(await isAccepted({ ...signed(), timestamp: String(NOW + 1) })).toBe(false);
  });

  it("is refused under a stranger's key", async () => {
    expect(await isAccepted(signed(NOW, body, strangers))).toBe(false);
  });

  it('covers bytes, not characters', async () => {
    const raw = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const collapsed = Buffer.from(raw.toString('utf8'));

    expect(await isAccepted(signed(NOW, raw))).toBe(true);
    expect(await isAccepted({ ...signed(NOW, raw), raw: collapsed })).toBe(false);
  });

  it.each<[string, Request]>([
    ['nothing', {}],
    ['no time', { ...signed(), timestamp: undefined }],
    ['no signature', { ...signed(), signature: undefined }],
    ['two folded times', { ...signed(), timestamp: `${NOW},${NOW}` }],
    ['two folded signatures', { ...signed(), signature: `${signed().signature},${signed().signature}` }],
    ['a time in milliseconds', { ...signed(), timestamp: `${NOW}000` }],
    ['a time with a sign', { ...signed(), timestamp: `+${NOW}` }],
    ['a time with a space', { ...signed(), timestamp: ` ${NOW}` }],
    ['a time with a fraction', { ...signed(), timestamp: `${NOW}.0` }],
    ['a signature with a space', { ...signed(), signature: `${signed().signature} ` }],
    [
      'a signature in hex',
      { ...signed(), signature: Buffer.from(signed().signature, 'base64').toString('hex') },
    ],
    ['a signature without padding', { ...signed(), signature: signed().signature.replace(/=+$/, '') }],
    ['an empty signature', { ...signed(), signature: '' }],
    ['a signature of zeros', { ...signed(), signature: `${'A'.repeat(86)}==` }],
  ])('is refused with %s', async (_what, request) => {
    expect(await isAccepted(request)).toBe(false);
  });

  it('has one spelling: spare bits at its end are refused', async () => {
    const { timestamp, signature } = signed();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(signature[85] ?? '');
    const respelled = `${signature.slice(0, 85)}${alphabet[last + 1]}==`;

    expect(Buffer.from(respelled, 'base64')).toEqual(Buffer.from(signature, 'base64'));
    expect(await isAccepted({ timestamp, signature: respelled })).toBe(false);
  });

  it('F-WH-2: is accepted under either of two live keys, and under one that was added a moment ago', async () => {
    const both = secretsOf(telnyxKeys(strangers.publicKey, ours.publicKey));
    const rotated = secretsOf(
      telnyxKeys(strangers.publicKey),
      telnyxKeys(ours.publicKey, strangers.publicKey),
    );

    expect(await isAccepted(signed(), both)).toBe(true);
    expect(await isAccepted(signed(), rotated)).toBe(true);
  });

  it('F-WH-2: is refused, without a crash, under a key that is none', async () => {
    const secrets = secretsOf(telnyxKeys('bm90IGEga2V5', ours.publicKey.slice(4)));

    expect(await isAccepted(signed(), secrets)).toBe(false);
  });
});
