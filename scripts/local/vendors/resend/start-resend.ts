import { createFaults } from '../faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import type { EmailOutcome } from './email-events.ts';
import { createResendModel, type Mailboxes, type ResendAccount } from './resend-model.ts';

export type ResendOptions = SimulatorOptions & ResendAccount;
export type ResendSimulator = Simulator & Mailboxes;

/** A Resend account that listens on a port and delivers its own webhooks. */
export const startResend = async (options: ResendOptions): Promise<ResendSimulator> => {
  const { clock, log } = options;
  const faults = createFaults();
  const model = createResendModel({ ...options, send: (message) => webhooks.send(message) });
  const { keys, emails, setOutcome, setRateLimit, endpoints } = model;
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: model.sign,
    retryMs: options.webhookRetryMs ?? [200, 1000, 3000],
    timeoutMs: 15_000,
    source: 'resend',
    log,
  });

  const control = (command: unknown): unknown => {
    const { address, outcome, rate_limit: rateLimit } = (command ?? {}) as Record<string, unknown>;
    if (typeof rateLimit === 'number' || rateLimit === null) return setRateLimit(rateLimit ?? undefined);
    if (typeof address !== 'string')
      throw new Error('say {address, outcome?} or {rate_limit: number or null}');
    return setOutcome(address, outcome as EmailOutcome | undefined);
  };

  const simulator = await startSimulator({
    name: 'resend',
    clock,
    log,
    faults,
    webhooks,
    control,
    handle: (request) => answerUnder(model.begin(request), request.execute),
    state: () => ({ emails: emails(), suppressed: model.suppressed(), webhooks: endpoints() }),
    decline: model.decline,
    failure: model.failure,
  });
  return { ...simulator, keys, emails, setOutcome, setRateLimit, endpoints };
};
