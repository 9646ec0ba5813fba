import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { resendSignature } from '../../functions/adapters/resend/signature.ts';
import { telnyxSignature } from '../../functions/adapters/telnyx/signature.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { createHandler as createResend } from '../../functions/handlers/webhooks/resend.ts';
import { createHandler as createTelnyx } from '../../functions/handlers/webhooks/telnyx.ts';
import { aClock, MONDAY_MORNING } from '../support/builders.ts';
import { secretsOf } from '../support/secrets.ts';

const NOW = String(Math.floor(MONDAY_MORNING / 1000));
const clock = aClock();
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const secrets = secretsOf({
  telnyx: {
    apiKey: 'KEY_test',
    publicKeys: [publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')],
  },
  resend: { apiKey: 're_test', webhookSecrets: ['whsec_dGVzdC1yZXNlbmQ='] },
});

const vendors = {
  telnyx: {
    create: createTelnyx,
    verify: telnyxSignature(secrets, clock),
    headers: (body: string) => ({
      'telnyx-timestamp': NOW,
      'telnyx-signature-ed25519': sign(null, Buffer.from(`${NOW}|${body}`), privateKey).toString('base64'),
    }),
  },
  resend: {
    create: createResend,
    verify: resendSignature(secrets, clock),
    headers: (body: string) => ({
      'svix-id': 'msg_1',
      'svix-timestamp': NOW,
      'svix-signature': `v1,${createHmac('sha256', 'test-resend').update(`msg_1.${NOW}.${body}`).digest('base64')}`,
    }),
  },
};

const receive = async (
  vendor: keyof typeof vendors,
  request: Partial<APIGatewayProxyEventV2>,
  put?: () => Promise<void>,
) => {
  const queued: VendorMessage[] = [];
  const { create, verify } = vendors[vendor];
  const queue = { put: put ?? (async (message: VendorMessage) => void queued.push(message)) };
  const handler = create({ vendor, verify, queue, clock });
  const answer = await handler({ headers: {}, ...request } as APIGatewayProxyEventV2, {} as Context);
  return { answer, queued };
};

describe.each(['telnyx', 'resend'] as const)('the webhook of %s', (vendor) => {
  const body = '{"data":{"id":"1","text":"Ünïcode 🛑"}}';
  const headers = vendors[vendor].headers(body);

  it('stores the exact bytes and answers 200, encoded by API Gateway or not', async () => {
    const plain = await receive(vendor, { body, headers });
    const encoded = Buffer.from(body).toString('base64');
    const wrapped = await receive(vendor, { body: encoded, isBase64Encoded: true, headers });

    expect(plain.answer).toMatchObject({ statusCode: 200 });
    expect(plain.queued).toEqual([{ v: 1, vendor, receivedAt: '2026-11-23T15:00:00.000Z', body }]);
    expect(wrapped.queued).toEqual(plain.queued);
  });

  it.each([
    ['without a signature', { body, headers: {} }],
    ['signed for another body', { body: `${body} `, headers }],
    ['with nothing in it', { headers }],
  ])('refuses a request %s and stores nothing', async (_what, request) => {
    const { answer, queued } = await receive(vendor, request);

    expect(answer).toMatchObject({
      statusCode: 401,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ title: 'signature_invalid', status: 401 }),
    });
    expect(queued).toEqual([]);
  });

  it('refuses what is signed and no JSON', async () => {
    const { answer } = await receive(vendor, { body: 'hello', headers: vendors[vendor].headers('hello') });

    expect(answer).toMatchObject({ statusCode: 400 });
  });

  it('fails, so that it is sent again, when the event could not be stored', async () => {
    const away = () => Promise.reject(new Error('queue away'));

    await expect(receive(vendor, { body, headers }, away)).rejects.toThrow('queue away');
  });
});
