import { Resend } from 'resend';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { type ResendSimulator, startResend } from '../../../scripts/local/vendors/resend/start-resend.ts';
import { breaksContract } from '../../support/contracts/deliberate.ts';
import { fixturesNote, hasFixtures, pathsOf, readFixture } from './fixtures.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const HOUR_MS = 60 * 60 * 1000;
const letter = {
  from: 'CloudGreet <bookings@mail.cloudgreet.example>',
  to: ['owner@apexhvac.example'],
  replyTo: 'support@cloudgreet.example',
  subject: 'New booking',
  html: '<p>Dana Reyes</p>',
  text: 'Dana Reyes',
  tags: [
    { name: 'business', value: 'biz_1' },
    { name: 'kind', value: 'booking_new' },
  ],
};

describe('the Resend simulator [D4]', () => {
  const clock = createLocalClock();
  let receiver: WebhookReceiver;
  let sim: ResendSimulator;
  let client: Resend;

  beforeEach(async () => {
    clock.set(0);
    receiver = await startWebhookReceiver();
    sim = await startResend({ clock, webhookUrl: () => receiver.url, webhookRetryMs: [5, 5] });
    client = new Resend(sim.keys.apiKey, { baseUrl: sim.url });
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  it('sends an e-mail, shows it and says in signed webhooks that it arrived', async () => {
    const { data } = await client.emails.send(letter);
    await sim.webhooks.idle();
    const read = await client.emails.get(String(data?.id));

    expect(sim.emails()).toMatchObject([{ subject: 'New booking', text: 'Dana Reyes', tags: letter.tags }]);
    expect(read.data).toMatchObject({
      last_event: 'delivered',
      reply_to: ['support@cloudgreet.example'],
    });
    expect(receiver.types()).toEqual(['email.sent', 'email.delivered']);
    for (const { rawBody, headers } of receiver.received) {
      const event = client.webhooks.verify({
        payload: rawBody,
        headers: {
          id: String(headers['svix-id']),
          timestamp: String(headers['svix-timestamp']),
          signature: String(headers['svix-signature']),
        },
        webhookSecret: sim.keys.webhookSecret,
      });
      expect(event).toMatchObject({ data: { tags: { business: 'biz_1' } } });
    }
  });

  it('sends once for one key, for 24 hours', async () => {
    const send = () => client.emails.send(letter, { idempotencyKey: 'booking/apt_1' });

    const first = await send();
    const again = await send();
    clock.set(25 * HOUR_MS);
    const later = await send();

    expect(again.data?.id).toBe(first.data?.id);
    expect(later.data?.id).not.toBe(first.data?.id);
    expect(sim.emails()).toHaveLength(2);
  });

  it('refuses the same key with another body, and while the first still runs', async () => {
    sim.faults.add({ match: { nth: 1 }, effect: 'delay', ms: 300 });

    const first = client.emails.send(letter, { idempotencyKey: 'k' });
    await expect.poll(() => sim.received().length).toBe(1);
    const busy = await client.emails.send(letter, { idempotencyKey: 'k' });
    await first;
    const clash = await client.emails.send({ ...letter, subject: 'Other' }, { idempotencyKey: 'k' });

    expect(busy.error).toMatchObject({ statusCode: 409, name: 'concurrent_idempotent_requests' });
    expect(clash.error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' });
    expect(sim.emails()).toHaveLength(1);
  });

  it('does not send again for a key whose answer was lost in a 500', async () => {
    sim.faults.add({ match: { nth: 1 }, effect: 'error-500-after' });

    const lost = await client.emails.send(letter, { idempotencyKey: 'k' });
    const again = await client.emails.send(letter, { idempotencyKey: 'k' });

    expect(lost.error?.statusCode).toBe(500);
    expect(again.data?.id).toBe(sim.emails()[0]?.id);
    expect(sim.emails()).toHaveLength(1);
  });

  it('names what is wrong with a request', async () => {
    breaksContract('resend POST /emails request', 'each request is wrong in another way');
    const names = [
      await client.emails.send({ ...letter, from: 'nobody' }),
      await client.emails.send({ ...letter, to: [] }),
      await client.emails.send({ ...letter, to: 'no address' }),
      await client.emails.send({ ...letter, tags: [{ name: 'a b', value: 'c' }] }),
      await client.emails.send(letter, { idempotencyKey: 'k'.repeat(257) }),
      await new Resend('re_wrong', { baseUrl: sim.url }).emails.send(letter),
    ].map(({ error }) => `${error?.statusCode} ${error?.name}`);

    expect(names).toEqual([
      '422 invalid_from_address',
      '422 missing_required_field',
      '422 validation_error',
      '422 validation_error',
      '400 invalid_idempotency_key',
      '403 invalid_api_key',
    ]);
    expect(sim.emails()).toEqual([]);
  });

  it('refuses a request without a user agent', async () => {
    breaksContract('resend POST /emails', 'a bare request, refused by what stands before Resend');
    const { hostname, port } = new URL(sim.url);
    const { request } = await import('node:http');

    const status = await new Promise((resolve, reject) => {
      const asked = request({ hostname, port, path: '/emails', method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end('{}');
    });

    expect(status).toBe(403);
  });

  it('limits the rate when asked to', async () => {
    sim.setRateLimit(2);

    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await client.emails.send(letter));

    expect(answers.map(({ error }) => error?.name)).toEqual([undefined, undefined, 'rate_limit_exceeded']);
    expect(answers[2]?.headers?.['retry-after']).toBe('1');
  });

  it('bounces as the address was set and then keeps it on the suppression list', async () => {
    sim.setOutcome('owner@apexhvac.example', 'bounced');

    await client.emails.send(letter);
    await client.emails.send(letter);
    await sim.webhooks.idle();

    expect(receiver.types()).toEqual(['email.sent', 'email.bounced', 'email.suppressed']);
  });

  it.runIf(hasFixtures)(`makes events with the names of the fixtures${fixturesNote}`, async () => {
    for (const outcome of ['delivered', 'delivery_delayed', 'failed', 'suppressed'] as const) {
      sim.setOutcome('owner@apexhvac.example', outcome);
      await client.emails.send(letter);
    }
    sim.setOutcome('other@apexhvac.example', 'complained');
    await client.emails.send({ ...letter, to: ['other@apexhvac.example'] });
    sim.setOutcome('gone@apexhvac.example', 'bounced');
    await client.emails.send({ ...letter, to: ['gone@apexhvac.example'] });
    await sim.webhooks.idle();

    const made = new Map(receiver.bodies().map((event) => [event.type as string, event]));
    expect([...made.keys()].sort()).toEqual(
      ['bounced', 'complained', 'delivered', 'delivery_delayed', 'failed', 'sent', 'suppressed'].map(
        (name) => `email.${name}`,
      ),
    );
    for (const [type, event] of made) {
      expect(pathsOf(event), type).toEqual(pathsOf(readFixture(`resend/${type}.json`)));
    }
  });

  it.runIf(hasFixtures)(`refuses in the words of the fixtures${fixturesNote}`, async () => {
    await client.emails.send(letter, { idempotencyKey: 'k' });
    const clash = await client.emails.send({ ...letter, subject: 'Other' }, { idempotencyKey: 'k' });
    sim.setRateLimit(5);
    const answers = [];
    for (let index = 0; index < 6; index += 1) answers.push(await client.emails.send(letter));

    expect(clash.error).toEqual(readFixture('resend/api.error.409.json'));
    expect(answers.at(-1)?.error).toEqual(readFixture('resend/api.error.429.json'));
  });
});
