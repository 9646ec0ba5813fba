import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { stripeSignature } from '../../functions/adapters/stripe/signature.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { createHandler } from '../../functions/handlers/webhooks/stripe.ts';
import { aClock, MONDAY_MORNING } from '../support/builders.ts';
import { secretsOf } from '../support/secrets.ts';

const SECRET = 'whsec_test_stripe';
const NOW = Math.floor(MONDAY_MORNING / 1000);

const signatureOf = (body: string) =>
  `t=${NOW},v1=${createHmac('sha256', SECRET).update(`${NOW}.${body}`).digest('hex')}`;

const receive = async (request: Partial<APIGatewayProxyEventV2>, put?: () => Promise<void>) => {
  const queued: VendorMessage[] = [];
  const clock = aClock();
  const handler = createHandler({
    vendor: 'stripe',
    verify: stripeSignature(secretsOf({}), clock),
    queue: { put: put ?? (async (message) => void queued.push(message)) },
    clock,
  });
  const answer = await handler({ headers: {}, ...request } as APIGatewayProxyEventV2, {} as Context);
  return { answer, queued };
};

describe('the Stripe webhook', () => {
  const body = '{"id":"evt_1SWcQ9B7WZ01","type":"invoice.paid","name":"Ünïcode"}';
  const headers = { 'stripe-signature': signatureOf(body) };

  it('stores the exact bytes and answers 200', async () => {
    const { answer, queued } = await receive({ body, headers });

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(queued).toEqual([{ v: 1, vendor: 'stripe', receivedAt: '2026-11-23T15:00:00.000Z', body }]);
  });

  it('reads a body that API Gateway has encoded', async () => {
    const encoded = Buffer.from(body).toString('base64');

    const { queued } = await receive({ body: encoded, isBase64Encoded: true, headers });

    expect(queued).toMatchObject([{ body }]);
  });

  it.each([
    ['without a signature', { body, headers: {} }, 401, 'signature_invalid'],
    ['signed for another body', { body: `${body} `, headers }, 401, 'signature_invalid'],
    [
      'that is signed and no JSON',
      { body: 'hello', headers: { 'stripe-signature': signatureOf('hello') } },
      400,
      'malformed_request',
    ],
  ])('refuses a request %s and stores nothing', async (_, request, status, title) => {
    const { answer, queued } = await receive(request);

    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ title, status }),
    });
    expect(queued).toEqual([]);
  });

  it('fails, so that Stripe sends it again, when the event could not be stored', async () => {
    await expect(receive({ body, headers }, () => Promise.reject(new Error('queue away')))).rejects.toThrow(
      'queue away',
    );
  });
});
