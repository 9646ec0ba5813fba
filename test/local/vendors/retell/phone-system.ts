import { onTestFinished } from 'vitest';
import { createLocalClock } from '../../../../scripts/local/clock.ts';
import { startRetell } from '../../../../scripts/local/vendors/retell/retell.ts';
import { startListener } from './listening.ts';

export const KEY = 'key_current';
export const NUMBER = '+15125550142';
export const CALLER = '+15125550187';
export const AGENT = 'agent_bound';

/** Retell with one number, and a stand-in for our API behind it. Both stop after the test that asked for them. */
export const phoneSystem = async (answer?: Parameters<typeof startListener>[0]) => {
  const clock = createLocalClock();
  const api = await startListener(answer);
  const retell = await startRetell({
    clock,
    apiKeys: [KEY, 'key_previous'],
    webhookRetryMs: [1, 1],
    inboundTimeoutMs: 200,
    toolTimeoutMs: 200,
  });
  onTestFinished(api.stop);
  onTestFinished(retell.stop);
  retell.addNumber({
    number: NUMBER,
    agentId: AGENT,
    inboundWebhookUrl: `${api.url}/inbound`,
    webhookUrl: `${api.url}/events`,
    toolUrl: (name) => `${api.url}/tools/${name}`,
  });
  return { clock, api, retell };
};
