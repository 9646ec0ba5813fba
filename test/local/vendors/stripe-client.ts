import Stripe from 'stripe';
import type { StripeSimulator } from '../../../scripts/local/vendors/stripe/start-stripe.ts';

/** The SDK as our adapters set it up, pointed at the simulator. */
export const stripeClient = (
  sim: StripeSimulator,
  { key = sim.keys.secretKey, timeout = 2000 }: { key?: string; timeout?: number } = {},
): Stripe => {
  const { hostname, port } = new URL(sim.url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout,
  });
};

/** A booking fee as an open invoice. */
export const openFeeInvoice = async (
  client: Stripe,
  sim: StripeSimulator,
  customer: string,
): Promise<Stripe.Invoice> => {
  const invoice = await client.invoices.create({
    customer,
    currency: 'usd',
    collection_method: 'charge_automatically',
    auto_advance: false,
    pending_invoice_items_behavior: 'exclude',
    description: 'Booking fee',
    metadata: { business_id: 'biz_1', booking_id: 'apt_1', kind: 'booking_fee' },
  });
  await client.invoiceItems.create({
    customer,
    invoice: invoice.id,
    pricing: { price: sim.bookingFeePrice },
    quantity: 1,
    description: 'Booking fee - apt_1',
    metadata: { booking_id: 'apt_1' },
  });
  return client.invoices.finalizeInvoice(invoice.id, { auto_advance: true });
};

/** The error of a request that is expected to fail. */
export const stripeFailure = async (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  work.then(
    () => {
      throw new Error('it was expected to fail');
    },
    (error: Stripe.errors.StripeError) => error,
  );
