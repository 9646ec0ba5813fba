import { describe, expect, it } from 'vitest';
import { retellOccasion } from '../../functions/adapters/retell/occasion.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { Refusal } from '../../functions/domain/errors.ts';
import { createWebhook } from '../../functions/runtime/webhook.ts';
import { httpEvent } from '../support/retell.ts';

const aWebhook = (over: { signed?: boolean; queueDown?: boolean } = {}) => {
  const queued: VendorMessage[] = [];
  const handler = createWebhook({
    vendor: 'retell',
    occasion: retellOccasion,
    verify: async () => {
      if (over.signed === false) throw new Refusal('signature_invalid');
    },
    queue: {
      async put(message) {
        if (over.queueDown) throw new Error('the queue is down');
        queued.push(message);
      },
    },
    clock: { now: () => Date.parse('2026-11-23T15:00:00Z') },
  });
  const post = async (body: string, base64 = false) => {
    const event = { ...httpEvent(body, {}), isBase64Encoded: base64 };
    const answer = await handler(event, {} as never);
    return { status: answer.statusCode, ...JSON.parse(answer.body ?? '{}') };
  };
  return { queued, post };
};

describe('a vendor webhook [C3]', () => {
  it('stores the exact body before it says yes', async () => {
    const { queued, post } = aWebhook();
    const body = '{"event":"call_ended",  "call":{"name":"Zoë"}}';

    expect((await post(body)).status).toBe(200);
    expect((await post(Buffer.from(body).toString('base64'), true)).status).toBe(200);
    expect(queued).toEqual([
      { v: 1, vendor: 'retell', receivedAt: '2026-11-23T15:00:00.000Z', body },
      { v: 1, vendor: 'retell', receivedAt: '2026-11-23T15:00:00.000Z', body },
    ]);
  });

  it('says nothing good when it cannot store, so that the vendor sends it again', async () => {
    await expect(aWebhook({ queueDown: true }).post('{}')).rejects.toThrow('the queue is down');
  });

  it.each([
    ['an unsigned body', '{}', { signed: false }, 401, 'signature_invalid'],
    ['half a body', '{"event":', {}, 400, 'malformed_request'],
    ['nothing', '', {}, 400, 'malformed_request'],
    ['five megabytes', `"${'x'.repeat(5_000_000)}"`, {}, 413, 'body_too_large'],
  ])('refuses %s with a code and stores nothing', async (_, body, over, status, code) => {
    const { queued, post } = aWebhook(over);

    expect(await post(body)).toEqual({ status, title: code });
    expect(queued).toEqual([]);
  });
});
