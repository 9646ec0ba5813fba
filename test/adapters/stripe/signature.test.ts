import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { stripeSignature } from '../../../functions/adapters/stripe/signature.ts';
import { aClock, MONDAY_MORNING } from '../../support/builders.ts';
import { secretsOf } from '../../support/secrets.ts';

const SECRET = 'whsec_current';
const NOW = Math.floor(MONDAY_MORNING / 1000);
const body = Buffer.from('{"id":"evt_1SWcQ9B7WZ01zgkWinv00001","type":"invoice.paid"}');
const sdk = new Stripe('sk_test_signature');

const digest = (secret: string, seconds: number | string, raw: Buffer) =>
  createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest('hex');
const signed = (seconds = NOW, secret = SECRET, raw = body) =>
  `t=${seconds},v1=${digest(secret, seconds, raw)}`;
const stripeKeys = (...webhookSecrets: string[]) => ({ stripe: { secretKey: 'sk_test_x', webhookSecrets } });

const isAccepted = async (
  header: string | undefined,
  raw = body,
  secrets = secretsOf(stripeKeys(SECRET)),
) => {
  try {
    await stripeSignature(
      secrets,
      aClock(),
    )({ raw, header: (name) => (name === 'stripe-signature' ? header : undefined) });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'signature_invalid' });
    return false;
  }
};

/** The SDK at our clock: its verifier takes the time of receipt in seconds. */
const isAcceptedBySdk = (header: string, raw = body, secret = SECRET) => {
  try {
    sdk.webhooks.constructEvent(raw, header, secret, 300, undefined, MONDAY_MORNING);
    return true;
  } catch {
    return false;
  }
};

describe('the Stripe signature [C3]', () => {
  it("accepts what Stripe's own signer makes", async () => {
    const header = sdk.webhooks.generateTestHeaderString({
      payload: body.toString(),
      secret: SECRET,
      timestamp: NOW,
    });

    expect(await isAccepted(header)).toBe(true);
  });

  it.each([
    ['five minutes ago', NOW - 300, true],
    ['a second longer ago', NOW - 301, false],
    ['a minute ahead', NOW + 60, true],
    ['a second further ahead', NOW + 61, false],
  ])('accepts or refuses a stamp of %s', async (_, seconds, expected) => {
    expect(await isAccepted(signed(seconds))).toBe(expected);
  });

  it('accepts both live secrets, and one that was put in place a moment ago', async () => {
    const both = secretsOf(stripeKeys('whsec_next', SECRET));
    const moment = secretsOf(stripeKeys('whsec_old'), stripeKeys(SECRET, 'whsec_old'));

    expect(await isAccepted(signed(), body, both)).toBe(true);
    expect(await isAccepted(signed(), body, moment)).toBe(true);
    expect(await isAccepted(signed(NOW, 'whsec_old'), body, secretsOf(stripeKeys(SECRET)))).toBe(false);
  });

  it('accepts any of the several signatures that Stripe sends while a secret is rolled, and passes over v0', async () => {
    const [, ours] = signed().split(',');
    const [, other] = signed(NOW, 'whsec_other').split(',');
    const v0 = `v0=${digest('whsec_other', NOW, body)}`;

    expect(await isAccepted(`t=${NOW},${other},${ours}`)).toBe(true);
    expect(await isAccepted(`t=${NOW},${ours},${other},${v0}`)).toBe(true);
    expect(await isAccepted(`t=${NOW},${other},${v0}`)).toBe(false);
    expect(await isAccepted(`t=${NOW},v0=${digest(SECRET, NOW, body)}`)).toBe(false);
  });

  it('refuses every change of a byte in the body', async () => {
    const header = signed();

    for (let at = 0; at < body.length; at += 1) {
      const tampered = Buffer.from(body);
      tampered.writeUInt8(tampered.readUInt8(at) ^ 1, at);
      expect(await isAccepted(header, tampered)).toBe(false);
    }
    expect(await isAccepted(header, Buffer.concat([body, Buffer.from(' ')]))).toBe(false);
  });

  it('refuses every change of a character in the header', async () => {
    const header = signed();

    for (let at = 0; at < header.length; at += 1) {
      const changed = `${header.slice(0, at)}${header[at] === '0' ? '1' : '0'}${header.slice(at + 1)}`;
      expect(await isAccepted(changed), changed).toBe(false);
      expect(await isAccepted(header.slice(0, at) + header.slice(at + 1))).toBe(false);
    }
  });

  it('reads bytes and not characters: an invalid one is not a replacement character', async () => {
    const broken = Buffer.concat([body, Buffer.from([0xff])]);
    const replaced = Buffer.concat([body, Buffer.from('\ufffd')]);

    expect(await isAccepted(signed(NOW, SECRET, broken), broken)).toBe(true);
    expect(await isAccepted(signed(NOW, SECRET, replaced), broken)).toBe(false);
  });

  const loose: [string, string][] = [
    ['a stamp ten years ahead', signed(NOW + 315_360_000)],
    ['junk after the stamp', `t=${NOW}junk,v1=${digest(SECRET, NOW, body)}`],
    ['a stamp given twice', `t=1,${signed()}`],
    ['two headers folded into one', `${signed()},${signed()}`],
  ];

  it.each(loose)('is stricter than the SDK about %s', async (_, header) => {
    expect(isAcceptedBySdk(header)).toBe(true);
    expect(await isAccepted(header)).toBe(false);
  });

  it('accepts nothing that the SDK refuses', async () => {
    const candidates = [
      signed(),
      signed(NOW - 200),
      signed(NOW - 301),
      signed(NOW, 'whsec_other'),
      `t=${NOW}`,
      'v1=00',
    ];

    for (const header of candidates) {
      if (await isAccepted(header)) expect(isAcceptedBySdk(header), header).toBe(true);
    }
    expect(await isAccepted(undefined)).toBe(false);
    expect(await isAccepted('')).toBe(false);
    expect(await isAccepted(signed().toUpperCase())).toBe(false);
    expect(await isAccepted(signed().replace(',', ', '))).toBe(false);
  });
});
