import { generateKeyPairSync, sign } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { resendOccasion } from '../../functions/adapters/resend/occasion.ts';
import { resendSignature } from '../../functions/adapters/resend/signature.ts';
import { retellOccasion } from '../../functions/adapters/retell/occasion.ts';
import { retellSignature } from '../../functions/adapters/retell/signature.ts';
import { stripeOccasion } from '../../functions/adapters/stripe/occasion.ts';
import { stripeSignature } from '../../functions/adapters/stripe/signature.ts';
import { telnyxOccasion } from '../../functions/adapters/telnyx/occasion.ts';
import { telnyxSignature } from '../../functions/adapters/telnyx/signature.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { createHandler as createResend } from '../../functions/handlers/webhooks/resend.ts';
import { createHandler as createRetell } from '../../functions/handlers/webhooks/retell.ts';
import { createHandler as createStripe } from '../../functions/handlers/webhooks/stripe.ts';
import { createHandler as createTelnyx } from '../../functions/handlers/webhooks/telnyx.ts';
import { signSvix } from '../../scripts/local/vendors/resend/email-events.ts';
import { signStripe } from '../../scripts/local/vendors/stripe/events.ts';
import { aClock, MONDAY_MORNING as NOW } from '../support/builders.ts';
import { RETELL_KEY, retellSignatureOf } from '../support/retell.ts';
import { aStageSecret, secretsOf } from '../support/secrets.ts';

const clock = aClock();
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const secret = aStageSecret({
  retell: { apiKeys: [RETELL_KEY] },
  telnyx: {
    apiKey: 'KEY_test',
    publicKeys: [publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')],
  },
});
const secrets = secretsOf(secret);

const signTelnyx = (body: string): Record<string, string> => {
  const timestamp = String(Math.floor(NOW / 1000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey).toString('base64');
  return { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature };
};

const vendors = {
  retell: {
    create: createRetell,
    occasion: retellOccasion,
    named: 'call_1',
    body: '{"event":"call_ended","call":{"call_id":"call_1","text":"Ünïcode 🛑"}}',
    verify: retellSignature(secrets, clock),
    sign: (body: string): Record<string, string> => ({ 'x-retell-signature': retellSignatureOf(body, NOW) }),
  },
  stripe: {
    create: createStripe,
    occasion: stripeOccasion,
    named: 'stripe:evt_1',
    body: '{"id":"evt_1","type":"invoice.paid","text":"Ünïcode 🛑"}',
    verify: stripeSignature(secrets, clock),
    sign: (body: string) => signStripe(String(secret.stripe.webhookSecrets[0]), body, NOW),
  },
  telnyx: {
    create: createTelnyx,
    occasion: telnyxOccasion,
    named: 'telnyx:1',
    body: '{"data":{"id":"1","text":"Ünïcode 🛑"}}',
    verify: telnyxSignature(secrets, clock),
    sign: signTelnyx,
  },
  resend: {
    create: createResend,
    occasion: resendOccasion,
    named: 'resend:msg_1',
    body: '{"type":"email.sent","text":"Ünïcode 🛑"}',
    verify: resendSignature(secrets, clock),
    sign: (body: string) => signSvix(String(secret.resend.webhookSecrets[0]), body, 'msg_1', NOW),
  },
};

const receive = async (
  vendor: keyof typeof vendors,
  request: Partial<APIGatewayProxyEventV2>,
  put?: () => Promise<void>,
) => {
  const queued: VendorMessage[] = [];
  const { create, verify, occasion } = vendors[vendor];
  const queue = { put: put ?? (async (message: VendorMessage) => void queued.push(message)) };
  const handler = create({ vendor, occasion, verify, queue, clock });
  const answer = await handler({ headers: {}, ...request } as APIGatewayProxyEventV2, {} as Context);
  return { answer, queued };
};

describe.each(['retell', 'stripe', 'telnyx', 'resend'] as const)('the webhook of %s [C3]', (vendor) => {
  const { body, named: correlationId } = vendors[vendor];
  const headers = vendors[vendor].sign(body);

  it('stores the exact bytes with what they belong to and answers 200, encoded by API Gateway or not', async () => {
    const plain = await receive(vendor, { body, headers });
    const encoded = Buffer.from(body).toString('base64');
    const wrapped = await receive(vendor, { body: encoded, isBase64Encoded: true, headers });

    expect(plain.answer).toMatchObject({ statusCode: 200 });
    const receivedAt = '2026-11-23T15:00:00.000Z';
    expect(plain.queued).toEqual([{ v: 1, vendor, receivedAt, correlationId, body }]);
    expect(wrapped.queued).toEqual(plain.queued);
  });

  it.each([
    ['without a signature', { body, headers: {} }, 401, 'signature_invalid'],
    ['signed for another body', { body: `${body} `, headers }, 401, 'signature_invalid'],
    ['with nothing in it', { headers }, 401, 'signature_invalid'],
    [
      'that is signed and no JSON',
      { body: 'hello', headers: vendors[vendor].sign('hello') },
      400,
      'malformed_request',
    ],
  ])('refuses a request %s and stores nothing', async (_, request, status, title) => {
    const { answer, queued } = await receive(vendor, request);

    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ title, status }),
    });
    expect(queued).toEqual([]);
  });

  it('F-WH-8: fails, so that it is sent again, when the event could not be stored', async () => {
    const away = () => Promise.reject(new Error('queue away'));

    await expect(receive(vendor, { body, headers }, away)).rejects.toThrow('queue away');
  });
});
