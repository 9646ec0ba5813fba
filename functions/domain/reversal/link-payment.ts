import { Refusal } from '../errors.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { InvoiceRegistry } from './ports.ts';
import type { PaymentFact } from './reversal.ts';

export type LinkPaymentDeps = { readonly invoiced: InvoiceRegistry; readonly release: Release };

/**
 * Remembers which invoice a payment paid: disputes and refunds name the payment only. Those that came before it are
 * then let out of quarantine. Refuses with `business_not_found` for an invoice we do not know yet.
 */
export const linkPayment =
  (deps: LinkPaymentDeps) =>
  async ({ occasion, invoiceId, paymentId }: PaymentFact): Promise<void> => {
    const invoiced = await deps.invoiced.byInvoice(invoiceId);
    if (!invoiced) {
      throw new Refusal('business_not_found', { awaits: awaited.stripeInvoice(invoiceId) });
    }
    await deps.invoiced.link(paymentId, invoiced, occasion);
    // Also after a repeat: the first time may have ended between the two.
    await deps.release(awaited.stripePayment(paymentId));
  };
