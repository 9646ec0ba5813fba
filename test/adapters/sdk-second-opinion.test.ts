import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { Resend } from 'resend';
import Retell from 'retell-sdk';
import Stripe from 'stripe';
import Telnyx from 'telnyx';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resendSignature } from '../../functions/adapters/resend/signature.ts';
import { retellSignature } from '../../functions/adapters/retell/signature.ts';
import type { Secrets } from '../../functions/adapters/secrets/stage-secret.ts';
import { stripeSignature } from '../../functions/adapters/stripe/signature.ts';
import { telnyxSignature } from '../../functions/adapters/telnyx/signature.ts';
import type { Clock } from '../../functions/runtime/clock.ts';
import type { Verify } from '../../functions/runtime/signed-request.ts';
import { MONDAY_MORNING } from '../support/builders.ts';
import { type Forged, forge, forgeries } from '../support/forgeries.ts';
import { secretsOf } from '../support/secrets.ts';
import { seeded } from '../support/seeded.ts';
import {
  type Bytes,
  genuine,
  type Headers,
  resendScheme,
  retellScheme,
  type SignatureScheme,
  stripeScheme,
  telnyxScheme,
} from '../support/signature-schemes.ts';

const NOW = MONDAY_MORNING;
const RETELL = ['key_current', 'key_previous'] as const;
const STRIPE = ['whsec_current', 'whsec_previous'] as const;
const RESEND = ['whsec_Y3VycmVudC1zZWNyZXQ=', 'whsec_cHJldmlvdXMtc2VjcmV0'] as const;
const pairs = [1, 2, 3].map(() => generateKeyPairSync('ed25519'));
const rawKey = (index: number): string =>
  String(pairs[index]?.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'));
const telnyxSigner = (index: number) =>
  telnyxScheme(pairs[index]?.privateKey as never, pairs[2]?.privateKey as never);

const bothLive = secretsOf({
  retell: { apiKeys: [...RETELL] },
  telnyx: { apiKey: 'KEY_x', publicKeys: [rawKey(0), rawKey(1)] },
  stripe: { secretKey: 'sk_test_x', webhookSecrets: [...STRIPE] },
  resend: { apiKey: 're_x', webhookSecrets: [...RESEND] },
});

type Vendor = {
  /** How it signs with the current key, and with the previous one. */
  readonly signers: readonly [SignatureScheme, SignatureScheme];
  readonly verifier: (secrets: Secrets, clock: Clock) => Verify;
  /** Throws or answers false for what it refuses; knows the current key only. */
  readonly sdk: (raw: string, headers: Headers) => unknown;
  /** Kinds of forgery that the SDK takes and we do not, each with the reason why we do not. */
  readonly stricter: Readonly<Record<string, string>>;
};

const vendors: Readonly<Record<string, Vendor>> = {
  Retell: {
    signers: [retellScheme(RETELL[0]), retellScheme(RETELL[1])],
    verifier: retellSignature,
    sdk: (raw, headers) => Retell.verify(raw, RETELL[0], headers['x-retell-signature'] ?? ''),
    stricter: {
      'a stamp spelled otherwise':
        'It checks the number that it read, zeros before it or not; we check the text that came.',
      'the other case':
        'It reads hex in either case. Retell writes one, and two spellings of one signature help only who forges.',
    },
  },
  Telnyx: {
    signers: [telnyxSigner(0), telnyxSigner(1)],
    verifier: telnyxSignature,
    sdk: async (raw, headers) => {
      await new Telnyx({ apiKey: 'KEY_x', publicKey: rawKey(0) }).webhooks.unwrap(raw, { headers });
      return true;
    },
    stricter: {
      'the last letter of the signature':
        'It passes over the bits of base64 that mean nothing, so that one signature has sixteen spellings; we take one.',
    },
  },
  Stripe: {
    signers: [stripeScheme(STRIPE[0]), stripeScheme(STRIPE[1])],
    verifier: stripeSignature,
    sdk: (raw, headers) =>
      Boolean(
        new Stripe('sk_test_x').webhooks.constructEvent(
          raw,
          headers['stripe-signature'] ?? '',
          STRIPE[0],
          300,
          undefined,
          NOW,
        ),
      ),
    stricter: {
      'from the future':
        'It has no limit ahead, so that who once holds the secret could make signatures that stay good for years.',
      'a stamp in another unit': 'Milliseconds read as seconds are a time in the far future: the same.',
      'a stamp spelled otherwise':
        'It takes what parseInt makes of a stamp, and the last of two; we take ten digits, once.',
      'a signature with more behind it':
        'It splits at each equals sign and drops the rest. What we do not understand we do not pass over.',
      'with junk in its headers':
        'It passes over what it does not know, in a header that one sender writes one way.',
      'with its headers twice':
        'It searches folded headers for any good signature. Stripe sends one header: two are somebody else at work.',
      'with a forged header before the good one': 'The same, with a stamp of which the last one wins.',
    },
  },
  Resend: {
    signers: [resendScheme(RESEND[0]), resendScheme(RESEND[1])],
    verifier: resendSignature,
    sdk: (raw, headers) =>
      Boolean(
        new Resend('re_x').webhooks.verify({
          payload: raw,
          headers: {
            id: headers['svix-id'] ?? '',
            timestamp: headers['svix-timestamp'] ?? '',
            signature: headers['svix-signature'] ?? '',
          },
          webhookSecret: RESEND[0],
        }),
      ),
    stricter: {
      'a stamp spelled otherwise':
        'It takes what parseInt makes of a stamp and checks the time of that; we take ten digits.',
    },
  },
};

beforeAll(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

/** As API Gateway hands repeated headers over. */
const folded = (headers: Forged['headers']): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join(','),
    ]),
  );

const accepts = async (verify: Verify, headers: Headers, body: Bytes): Promise<boolean> => {
  try {
    await verify({ raw: Buffer.from(body), header: (name) => headers[name] });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'signature_invalid' });
    return false;
  }
};
const sdkAccepts = async ({ sdk }: Vendor, headers: Headers, body: Bytes): Promise<boolean> => {
  try {
    return (await sdk(body.toString('utf8'), headers)) === true;
  } catch {
    return false;
  }
};
const clockAt = (ms: number): Clock => ({ now: () => ms });

describe.each(Object.entries(vendors))(
  'the verifier for %s beside the one of its SDK [C3]',
  (name, vendor) => {
    const [current, previous] = vendor.signers;
    const strict = vendor.verifier(bothLive, clockAt(NOW));
    const others = Object.entries(vendors)
      .filter(([other]) => other !== name)
      .map(([, { signers }]) => signers[0]);

    it('takes any bytes that were signed with either live key within the time allowed', async () => {
      const { past, ahead } = current.toleranceMs;
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 300 }),
          fc.integer({ min: 1000 - past, max: ahead - 1000 }),
          fc.boolean(),
          async (bytes, away, isPrevious) => {
            const body = Buffer.from(bytes);
            const headers = genuine(isPrevious ? previous : current, body, NOW + away);

            expect(await accepts(strict, headers, body)).toBe(true);
          },
        ),
        { seed: 1, numRuns: 300 },
      );
    });

    it('takes what the SDK takes of what the vendor itself sends', async () => {
      await fc.assert(
        fc.asyncProperty(fc.json(), fc.integer({ min: -240, max: 50 }), async (json, awaySeconds) => {
          const body = `{"id":"evt_1","data":${json}}`;
          const headers = genuine(current, body, NOW + awaySeconds * 1000);

          expect(await accepts(strict, headers, body)).toBe(true);
          expect(await sdkAccepts(vendor, headers, body)).toBe(true);
        }),
        { seed: 2, numRuns: 200 },
      );
    });

    it('takes no forgery, and where the SDK takes one the reason of the difference is written', async () => {
      const body = '{"event":"call_ended","data":{"id":"Ünïcode ☎"},"type":"invoice.paid"}';
      const random = seeded(3);
      const taken: string[] = [];
      const looser = new Set<string>();
      for (let index = 0; index < 100 * Object.keys(forgeries).length; index += 1) {
        const forged = forge(index, { scheme: current, body, now: NOW, others, random });
        const headers = folded(forged.headers);
        if (await accepts(strict, headers, forged.body)) taken.push(forged.how);
        if (await sdkAccepts(vendor, headers, forged.body)) looser.add(forged.how);
      }

      expect(taken).toEqual([]);
      expect([...looser].sort()).toEqual(Object.keys(vendor.stricter).sort());
    });

    it('fails closed where no key is live that could have signed', async () => {
      const stranger = vendor.verifier(secretsOf({}), clockAt(NOW));
      const body = '{}';

      expect(await accepts(stranger, genuine(current, body, NOW), body)).toBe(false);
    });
  },
);
