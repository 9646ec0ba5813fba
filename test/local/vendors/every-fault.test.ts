import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { garbageKinds } from '../../../scripts/local/vendors/garbage.ts';
import { type FaultyVendor, faultyVendors } from './faulty-vendors.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describe.each(Object.entries(faultyVendors))('%s, when something goes wrong', (_, start) => {
  let receiver: WebhookReceiver;
  let vendor: FaultyVendor;

  beforeEach(async () => {
    receiver = await startWebhookReceiver();
    vendor = await start(receiver);
  });
  afterEach(async () => {
    await vendor.sim.stop();
    await receiver.stop();
  });

  const effectsAre = (count: number): void => expect(vendor.effects() ?? count).toBe(count);
  const heardTypes = (): string[] =>
    receiver.bodies().map((body) => body.event ?? body.data?.event_type ?? body.type);
  const told = async (...events: ('first' | 'second')[]): Promise<string[]> => {
    for (const which of events) await vendor.tell(which);
    await vendor.sim.webhooks.idle();
    return heardTypes();
  };

  it.each([
    ['refuse-503', 503, 0],
    ['429', 429, 0],
    ['error-500-before', 500, 0],
    ['error-500-after', 500, 1],
    ['delay', 200, 1],
  ] as const)('answers %s with %i after %i effects', async (effect, status, effects) => {
    vendor.sim.faults.add({ effect, ms: 5, times: 1 });

    const response = await vendor.ask();

    expect(response.status).toBe(status);
    effectsAre(effects);
    expect((await vendor.ask()).status).toBe(200);
  });

  it('declines in its own words, without effect', async () => {
    vendor.sim.faults.add({ effect: 'decline', code: '40001', times: 1 });

    const response = await vendor.ask();

    expect(response.status).toBe(vendor.declined);
    expect(await response.text()).toContain('40001');
    effectsAre(0);
  });

  it.each([
    ['drop-connection', 0],
    ['drop-connection-after', 1],
  ] as const)('cuts the connection under %s after %i effects', async (effect, effects) => {
    vendor.sim.faults.add({ effect });

    await expect(vendor.ask()).rejects.toThrow('fetch failed');

    effectsAre(effects);
  });

  it.each([
    ['hang-before', 0],
    ['hang-after', 1],
  ] as const)('times out under %s after %i effects', async (effect, effects) => {
    vendor.sim.faults.add({ effect });

    await expect(vendor.ask(AbortSignal.timeout(60))).rejects.toThrow('due to timeout');

    effectsAre(effects);
  });

  it.each(garbageKinds)('answers garbage (%s) with 200, after the effect', async (as) => {
    vendor.sim.faults.add({ effect: 'garbage', as, times: 1 });

    const response = await vendor.ask();
    const text = await response.text().catch(() => undefined);

    expect(response.status).toBe(200);
    expect(text === undefined).toBe(as === 'cut');
    if (as === 'unexpected') expect(JSON.parse(String(text))).toEqual({ hello: 'world' });
    else expect(() => JSON.parse(text ?? '')).toThrow(SyntaxError);
    effectsAre(1);
  });

  it('is down for everybody, politely or not', async () => {
    vendor.sim.faults.down(true);
    const refused = await vendor.ask();
    vendor.sim.faults.down('drop-connections');

    await expect(vendor.ask()).rejects.toThrow();
    expect(refused.status).toBe(503);
    effectsAre(0);
  });

  it('drops a webhook', async () => {
    vendor.sim.faults.addWebhook({ type: vendor.types[0], effect: 'drop' });

    expect(await told('first', 'second')).not.toContain(vendor.types[0]);
    expect(heardTypes()).toContain(vendor.types[1]);
  });

  it('repeats a webhook', async () => {
    vendor.sim.faults.addWebhook({ type: vendor.types[0], effect: 'repeat', copies: 3 });

    const heard = await told('first');

    expect(heard.filter((type) => type === vendor.types[0])).toHaveLength(3);
    const bodies = receiver.bodies().filter((body) => JSON.stringify(body).includes(vendor.types[0]));
    expect(new Set(bodies.map((body) => JSON.stringify(body.data ?? body))).size).toBe(1);
  });

  it('reorders webhooks', async () => {
    vendor.sim.faults.addWebhook({ type: vendor.types[0], effect: 'reorder', ms: 5_000, times: 1 });

    const heard = await told('first', 'second');

    expect(heard.indexOf(vendor.types[1])).toBeLessThan(heard.indexOf(vendor.types[0]));
    expect(heard).toContain(vendor.types[0]);
  });

  it('delays a webhook, and not those behind it', async () => {
    vendor.sim.faults.addWebhook({ type: vendor.types[0], effect: 'delay', ms: 150, times: 1 });

    const heard = await told('first', 'second');

    expect(heard.indexOf(vendor.types[1])).toBeLessThan(heard.indexOf(vendor.types[0]));
  });

  it.each(['forge', 'stale'] as const)('sends a webhook whose proof does not hold (%s)', async (effect) => {
    vendor.sim.faults.addWebhook({ type: vendor.types[0], effect, times: 1 });
    await told('first', 'first');

    const states = vendor.sim.webhooks.list().filter(({ type }) => type === vendor.types[0]);

    expect(states.map(({ attempts }) => attempts.map(({ forged }) => forged))).toEqual([[true], [false]]);
  });

  it('refuses a rule with a word too many, by name', async () => {
    const arm = async (rule: object): Promise<string> => {
      const response = await fetch(`${vendor.sim.url}/_faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rule),
      });
      return `${response.status} ${await response.text()}`;
    };

    const answers = [
      await arm({ effect: '429', tymes: 1 }),
      await arm({ webhook: { effect: 'drop', event: 'x' } }),
      await arm({ effect: 'explode' }),
      await arm({ effect: 'garbage', as: 'poetry' }),
    ];

    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['400', '400', '400', '400']);
    expect(answers.join()).toMatch(/tymes.*event.*effect.*poetry|tymes.*event.*Invalid option.*broken-json/s);
  });
});
