import { businessOfCustomer } from '../business/business-of-customer.ts';
import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Release, VendorEvents } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import { type AccountInvoiceFact, invoiceAfter } from './invoice.ts';
import type { AccountInvoices } from './ports.ts';

export type RecordInvoiceDeps = {
  readonly registry: Pick<Registry, 'byStripeCustomer'>;
  readonly invoices: AccountInvoices;
  readonly events: Pick<VendorEvents, 'remember'>;
  readonly release: Release;
};

const MOST_READINGS = 10;

/**
 * Keeps an invoice of a business's as Stripe last told of it: one row however many events one payment makes. What came
 * before the invoice was known (its payment, a credit) is then let out of quarantine.
 *
 * Refuses with `business_not_found` for a customer we do not know, and with `busy_try_again` when others kept writing.
 */
export const recordInvoice = (deps: RecordInvoiceDeps) => {
  const ownerOf = businessOfCustomer(deps.registry);

  const keep = async (fact: AccountInvoiceFact): Promise<void> => {
    const businessId = await ownerOf(fact.customerId);
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const from = await deps.invoices.find(businessId, fact.invoiceId);
      const to = invoiceAfter(from, businessId, fact);
      if (!to) return deps.events.remember(fact.occasion);
      if ((await deps.invoices.move(from, to, fact.occasion)) !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: fact.occasion.eventId });
  };

  return async (fact: AccountInvoiceFact): Promise<void> => {
    await keep(fact);
    // Also after a repeat: the first time may have ended between the two.
    await deps.release(awaited.stripeInvoice(fact.invoiceId));
  };
};
