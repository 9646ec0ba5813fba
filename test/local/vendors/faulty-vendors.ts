import { createLocalClock } from '../../../scripts/local/clock.ts';
import { startResend } from '../../../scripts/local/vendors/resend/start-resend.ts';
import { startRetell } from '../../../scripts/local/vendors/retell/retell.ts';
import type { Simulator } from '../../../scripts/local/vendors/simulator.ts';
import { startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { startTelnyx } from '../../../scripts/local/vendors/telnyx/start-telnyx.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

const OURS = '+15125550142';
const THEIRS = '+15125550187';

/** One vendor, with a request of ours that has an effect there and two events that it can tell. */
export type FaultyVendor = {
  readonly sim: Simulator;
  ask(signal?: AbortSignal): Promise<Response>;
  /** How often the request took effect; undefined where it only reads. */
  effects(): number | undefined;
  /** The first event, then the second one. */
  tell(which: 'first' | 'second'): Promise<void>;
  readonly types: readonly [first: string, second: string];
  /** The status of `decline`. */
  readonly declined: number;
};

const poster =
  (url: string, headers: Readonly<Record<string, string>>, body: string | undefined) =>
  (signal?: AbortSignal): Promise<Response> =>
    fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });

const json = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

const stripe = async (receiver: WebhookReceiver): Promise<FaultyVendor> => {
  const sim = await startStripe({
    clock: createLocalClock(),
    webhookUrl: () => receiver.url,
    webhookRetryMs: [],
  });
  const customer = sim.addCustomer({});
  const headers = {
    authorization: `Bearer ${sim.keys.secretKey}`,
    'stripe-version': '2026-10-28.endive',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const post = (path: string, body: string) => poster(`${sim.url}${path}`, headers, body)();
  return {
    sim,
    ask: poster(`${sim.url}/v1/invoices`, headers, `customer=${customer}`),
    effects: () => sim.invoices().length,
    async tell(which) {
      if (which === 'first') await post('/v1/invoices', `customer=${customer}`);
      else await post(`/v1/invoices/${sim.invoices().at(-1)?.id}/finalize`, 'auto_advance=true');
    },
    types: ['invoice.created', 'invoice.finalized'],
    declined: 402,
  };
};

const telnyx = async (receiver: WebhookReceiver): Promise<FaultyVendor> => {
  const sim = await startTelnyx({
    clock: createLocalClock(),
    numbers: [{ phoneNumber: OURS }],
    webhookUrl: () => receiver.url,
    webhookRetryMs: [],
  });
  const body = JSON.stringify({ from: OURS, to: THEIRS, text: 'Hi' });
  const ask = poster(`${sim.url}/v2/messages`, json(sim.keys.apiKey), body);
  return {
    sim,
    ask,
    effects: () => sim.texts().filter(({ direction }) => direction === 'outbound').length,
    async tell(which) {
      if (which === 'first') sim.receiveText({ from: THEIRS, to: OURS, text: 'Hello' });
      else {
        sim.setOutcome(THEIRS, { status: 'sent' });
        await ask();
      }
    },
    types: ['message.received', 'message.sent'],
    declined: 400,
  };
};

const resend = async (receiver: WebhookReceiver): Promise<FaultyVendor> => {
  const sim = await startResend({
    clock: createLocalClock(),
    webhookUrl: () => receiver.url,
    webhookRetryMs: [],
  });
  const letter = (to: string) =>
    JSON.stringify({ from: 'a@cloudgreet.example', to: [to], subject: 'Hi', text: 'Hi' });
  const headers = { ...json(sim.keys.apiKey), 'user-agent': 'test' };
  for (const outcome of ['failed', 'suppressed'] as const) sim.setOutcome(`${outcome}@x.example`, outcome);
  return {
    sim,
    ask: poster(`${sim.url}/emails`, headers, letter('delivered@x.example')),
    effects: () => sim.emails().length,
    async tell(which) {
      const to = which === 'first' ? 'failed@x.example' : 'suppressed@x.example';
      await poster(`${sim.url}/emails`, headers, letter(to))();
    },
    types: ['email.failed', 'email.suppressed'],
    declined: 422,
  };
};

const retell = async (receiver: WebhookReceiver): Promise<FaultyVendor> => {
  const sim = await startRetell({ clock: createLocalClock(), apiKeys: ['key'], webhookRetryMs: [] });
  sim.addNumber({
    number: OURS,
    agentId: 'agent_1',
    inboundWebhookUrl: `${receiver.url}/inbound`,
    webhookUrl: receiver.url,
    toolUrl: (tool) => `${receiver.url}/${tool}`,
  });
  const callId = sim.missCall({ from: THEIRS, to: OURS });
  await sim.webhooks.idle();
  receiver.received.splice(0);
  return {
    sim,
    ask: poster(`${sim.url}/v2/get-call/${callId}`, { authorization: 'Bearer key' }, undefined),
    effects: () => undefined,
    async tell(which) {
      if (which === 'second') sim.missCall({ from: THEIRS, to: OURS });
      else await sim.placeCall({ from: THEIRS, to: OURS, callType: 'web_call' });
    },
    types: ['call_started', 'call_ended'],
    declined: 402,
  };
};

export const faultyVendors = { stripe, telnyx, resend, retell };
