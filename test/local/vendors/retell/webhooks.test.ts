import Retell from 'retell-sdk';
import { describe, expect, it } from 'vitest';
import { CALLER, KEY, NUMBER, phoneSystem } from './phone-system.ts';

describe('webhooks', () => {
  it('are tried three times', async () => {
    const { retell, api } = await phoneSystem(({ path }) =>
      path === '/events' ? { status: 500 } : undefined,
    );

    await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    expect(api.events()).toEqual(['call_started', 'call_started', 'call_started']);
    expect(retell.webhooks.list()).toMatchObject([{ type: 'call_started', state: 'failed' }]);
  });

  it.each([
    { effect: 'forge', status: false },
    { effect: 'stale', status: true },
  ] as const)('can be spoilt: $effect', async ({ effect, status }) => {
    const { retell, api } = await phoneSystem();
    retell.faults.addWebhook({ type: 'call_started', effect });

    await retell.placeCall({ from: CALLER, to: NUMBER });
    await retell.webhooks.idle();

    const rawBody = api.heard.at(-1)?.rawBody ?? '';
    const signature = String(api.heard.at(-1)?.headers['x-retell-signature']);
    const signedAt = Number(/^v=(\d+)/.exec(signature)?.[1]);
    expect(retell.webhooks.list()).toMatchObject([{ state: 'forged' }]);
    expect(Date.now() - signedAt > 300_000).toBe(status);
    expect(await Retell.verify(rawBody, KEY, signature)).toBe(false);
  });

  it('can be dropped, repeated and reordered', async () => {
    const { retell, api } = await phoneSystem();
    retell.faults.addWebhook({ type: 'call_started', effect: 'drop' });
    retell.faults.addWebhook({ type: 'call_ended', effect: 'reorder' });
    retell.faults.addWebhook({ type: 'call_analyzed', effect: 'repeat' });

    const call = await retell.placeCall({ from: CALLER, to: NUMBER });
    call.hangUp();
    await retell.webhooks.idle();

    expect(api.events().sort()).toEqual(['call_analyzed', 'call_analyzed', 'call_ended']);
    expect(api.events()[0]).toBe('call_analyzed');
  });
});
