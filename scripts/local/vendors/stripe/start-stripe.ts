import { createFaults } from '../faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator.ts';
import { answerUnder } from '../vendor-model.ts';
import { createWebhookSender } from '../webhook-deliveries.ts';
import { obey } from './commands.ts';
import { stripePages } from './pages.ts';
import { createStripeModel, type StripeAccount, type StripeBooks } from './stripe-model.ts';

/** How soon Stripe notices that something has come due. */
const PASS_EVERY_MS = 1000;

export type StripeOptions = SimulatorOptions & StripeAccount;
export type StripeSimulator = Simulator & StripeBooks;

/** A Stripe account that listens on a port and delivers its own webhooks. */
export const startStripe = async (options: StripeOptions): Promise<StripeSimulator> => {
  const { clock, log } = options;
  const faults = createFaults();
  const model = createStripeModel({
    ...options,
    pages: () => simulator.url,
    send: (message) => webhooks.send(message),
  });
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

  const simulator: Simulator = await startSimulator({
    name: 'stripe',
    clock,
    log,
    faults,
    webhooks,
    control: (command) => obey({ ...lives, addCustomer, setCard, retryPayment }, command),
    state: model.state,
    page: stripePages(model),
    decline: model.decline,
    failure: model.failure,
    handle: (request) => answerUnder(model.begin(request), request.execute),
  });
  clock.onChange(model.pass);
  const timer = setInterval(model.pass, PASS_EVERY_MS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await simulator.stop();
  };
  return { ...simulator, stop, keys, bookingFeePrice, ...people };
};
