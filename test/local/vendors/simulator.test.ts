import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startTelnyx, type TelnyxSimulator } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const OURS = '+15125550142';
const THEIRS = '+15125550187';

describe('every vendor simulator [D4]', () => {
  let receiver: WebhookReceiver;
  let sim: TelnyxSimulator;

  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    sim = await startTelnyx({
      clock: createLocalClock(),
      numbers: [{ phoneNumber: OURS }],
      webhookUrl: () => receiver.url,
      webhookRetryMs: [5, 5],
    });
  });
  afterEach(async () => {
    await sim.stop();
    await receiver.stop();
  });

  const send = (signal?: AbortSignal): Promise<Response> =>
    fetch(`${sim.url}/v2/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ from: OURS, to: THEIRS, text: 'Hi' }),
      ...(signal && { signal }),
    });
  const command = (path: string, method: string, body?: object): Promise<Response> =>
    fetch(`${sim.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });

  it.each([
    ['refuse-503', 503, 0],
    ['429', 429, 0],
    ['error-500-before', 500, 0],
    ['error-500-after', 500, 1],
    ['garbage', 200, 1],
    ['delay', 200, 1],
  ] as const)('answers %s with %i after %i effects', async (effect, status, effects) => {
    sim.faults.add({ effect, ms: 10, times: 1 });

    const response = await send();

    expect(response.status).toBe(status);
    expect(sim.texts()).toHaveLength(effects);
    expect((await send()).status).toBe(200);
  });

  it.each([
    ['drop-connection', 0],
    ['drop-connection-after', 1],
  ] as const)('cuts the connection under %s after %i effects', async (effect, effects) => {
    sim.faults.add({ effect });

    await expect(send()).rejects.toThrow('fetch failed');

    expect(sim.texts()).toHaveLength(effects);
  });

  it.each([
    ['hang-before', 0],
    ['hang-after', 1],
  ] as const)('never answers under %s after %i effects', async (effect, effects) => {
    sim.faults.add({ effect });

    await expect(send(AbortSignal.timeout(100))).rejects.toThrow();

    expect(sim.texts()).toHaveLength(effects);
  });

  it('applies a rule to the nth request that matches method and path', async () => {
    sim.faults.add({ match: { method: 'POST', path: '^/v2/mess', nth: 2 }, effect: 'refuse-503' });

    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await send()).status);

    expect(statuses).toEqual([200, 503, 200]);
  });

  it('is down for everybody until it is up again', async () => {
    sim.faults.down(true);
    const refused = await send();
    sim.faults.down('drop-connections');
    await expect(send()).rejects.toThrow();
    sim.faults.down(false);

    expect([refused.status, (await send()).status]).toEqual([503, 200]);
  });

  it('takes faults over HTTP, refuses unknown ones and forgets them when told', async () => {
    const unknown = await command('/_faults', 'POST', { effect: 'explode' });
    await command('/_faults', 'POST', { effect: '429' });
    const limited = await send();
    await command('/_faults', 'DELETE');

    expect(unknown.status).toBe(400);
    expect([limited.status, (await send()).status]).toEqual([429, 200]);
  });

  it('shows what it received, without secrets, its state and its webhooks', async () => {
    await send();
    await sim.webhooks.idle();
    await command('/_control', 'POST', { receive: { from: THEIRS, to: OURS, text: 'Thanks' } });

    const view = await (await command('/_inspect', 'GET')).json();

    expect(view).toMatchObject({
      vendor: 'telnyx',
      received: [{ method: 'POST', path: '/v2/messages', body: { text: 'Hi' }, status: 200 }],
      state: { texts: [{ text: 'Hi' }, { text: 'Thanks' }] },
      webhooks: [
        { type: 'message.sent', state: 'delivered', attempts: [{ status: 200 }] },
        { type: 'message.finalized' },
        { type: 'message.received' },
      ],
    });
    expect(JSON.stringify(view)).not.toContain(sim.keys.apiKey);
  });

  it('delivers again what was not accepted, and gives up in the end', async () => {
    receiver.answers.push(500, 200, 500, 500, 500);

    sim.receiveText({ from: THEIRS, to: OURS, text: 'One' });
    await sim.webhooks.idle();
    sim.receiveText({ from: THEIRS, to: OURS, text: 'Two' });
    await sim.webhooks.idle();

    const [one, two] = sim.webhooks.list();
    expect(one).toMatchObject({ state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] });
    expect(two).toMatchObject({
      state: 'failed',
      attempts: [{ status: 500 }, { status: 500 }, { status: 500 }],
    });
    expect(receiver.bodies().map(({ meta }) => meta.attempt)).toEqual([1, 2, 1, 2, 3]);
  });

  it.each([
    ['drop', ['message.finalized']],
    ['repeat', ['message.sent', 'message.sent', 'message.finalized']],
    ['reorder', ['message.finalized', 'message.sent']],
    ['delay', ['message.finalized', 'message.sent']],
  ] as const)('delivers %s as told', async (effect, types) => {
    sim.faults.addWebhook({ type: 'message.sent', effect, ms: 50 });

    await send();
    await sim.webhooks.idle();

    expect(receiver.types()).toEqual(types);
  });

  it('forges a signature once and can deliver the true event afterwards', async () => {
    const { createPublicKey, verify } = await import('node:crypto');
    sim.faults.addWebhook({ type: 'message.sent', effect: 'forge' });
    receiver.answers.push(401);

    await send();
    await sim.webhooks.idle();
    sim.webhooks.redeliver(String(sim.webhooks.list()[0]?.id));
    await sim.webhooks.idle();

    const key = createPublicKey({
      key: Buffer.concat([
        Buffer.from('302a300506032b6570032100', 'hex'),
        Buffer.from(sim.keys.publicKey, 'base64'),
      ]),
      format: 'der',
      type: 'spki',
    });
    const valid = receiver.received.map(({ headers, rawBody }) =>
      verify(
        null,
        Buffer.from(`${headers['telnyx-timestamp']}|${rawBody}`),
        key,
        Buffer.from(String(headers['telnyx-signature-ed25519']), 'base64'),
      ),
    );
    expect(valid).toEqual([false, true, true]);
    expect(sim.webhooks.list()[0]).toMatchObject({ state: 'forged', attempts: [{ status: 401 }] });
  });

  it('calls nobody outside this machine', async () => {
    await fetch(`${sim.url}/v2/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.keys.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        from: OURS,
        to: THEIRS,
        text: 'Hi',
        webhook_url: 'https://api.cloudgreet.example/x',
      }),
    });
    await sim.webhooks.idle();

    expect(sim.webhooks.list()[0]).toMatchObject({ state: 'failed' });
    expect(sim.webhooks.list()[0]?.attempts[0]?.error).toContain('only calls this machine');
  });

  it('stops at once in the middle of a delivery that is being retried', async () => {
    receiver.answers.push(500, 500);
    const slow = await startTelnyx({
      clock: createLocalClock(),
      numbers: [{ phoneNumber: OURS }],
      webhookUrl: () => receiver.url,
      webhookRetryMs: [60_000],
    });
    slow.receiveText({ from: THEIRS, to: OURS, text: 'Hi' });
    await expect.poll(() => slow.webhooks.list()[0]?.attempts.length).toBe(1);

    await slow.stop();

    expect(slow.webhooks.list()[0]?.state).toBe('pending');
  });
});
