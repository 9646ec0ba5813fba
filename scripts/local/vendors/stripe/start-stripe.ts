import { createFaults } from '../faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { obey } from './commands.ts';
import { createStripeModel, type StripeAccount, type StripeBooks } from './stripe-model.ts';

export type StripeOptions = SimulatorOptions & StripeAccount;
export type StripeSimulator = Simulator & StripeBooks;

/** A Stripe account that listens on a port and delivers its own webhooks. */
export const startStripe = async (options: StripeOptions): Promise<StripeSimulator> => {
  const { clock, log } = options;
  const faults = createFaults();
  const model = createStripeModel({ ...options, send: (message) => webhooks.send(message) });
  const webhooks = createWebhookSender({
    clock,
    faults,
    sign: model.sign,
    retryMs: options.webhookRetryMs ?? [200, 1000, 3000],
    timeoutMs: 10_000,
    source: 'stripe',
    log,
  });
  const { keys, bookingFeePrice, invoices, paidInvoices, addCustomer, setCard, retryPayment, lives } = model;
  const people = { invoices, paidInvoices, addCustomer, setCard, retryPayment, lives };

  const simulator = await startSimulator({
    name: 'stripe',
    clock,
    log,
    faults,
    webhooks,
    control: (command) => obey({ ...lives, addCustomer, setCard, retryPayment }, command),
    state: model.state,
    decline: model.decline,
    failure: model.failure,
    handle: (request) => answerUnder(model.begin(request), request.execute),
  });
  return { ...simulator, keys, bookingFeePrice, ...people };
};
