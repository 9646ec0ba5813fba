import type { Registry } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { VendorEvents } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import type { InvoiceRegistry, ReversalRows } from './ports.ts';
import { type Concerns, type Invoiced, type ReversalFact, reversalsAfter } from './reversal.ts';

export type RecordReversalDeps = {
  readonly registry: Pick<Registry, 'byStripeCustomer'>;
  readonly invoiced: Pick<InvoiceRegistry, 'byInvoice' | 'byPayment'>;
  readonly rows: ReversalRows;
  readonly events: Pick<VendorEvents, 'remember'>;
};

const MOST_READINGS = 10;

/**
 * Writes a dispute, refund, credit note or fraud warning on the fee or invoice that it concerns, as it stood last by
 * Stripe's own time. The fee's state does not move: what was charged was charged, and is not charged again.
 *
 * Refuses with `business_not_found`, naming the payment or invoice that it awaits, until that is known, and with
 * `busy_try_again` when others kept writing.
 */
export const recordReversal = (deps: RecordReversalDeps) => {
  const invoicedBy = async (concerns: Concerns): Promise<Invoiced> => {
    if (concerns.by === 'payment') {
      const found = await deps.invoiced.byPayment(concerns.paymentId);
      if (found) return found;
      throw new Refusal('business_not_found', { awaits: awaited.stripePayment(concerns.paymentId) });
    }
    const [found, owner] = await Promise.all([
      deps.invoiced.byInvoice(concerns.invoiceId),
      deps.registry.byStripeCustomer(concerns.customerId),
    ]);
    if (!found)
      throw new Refusal('business_not_found', { awaits: awaited.stripeInvoice(concerns.invoiceId) });
    if (owner !== found.businessId) {
      throw new Refusal('business_not_found', { awaits: awaited.stripeCustomer(concerns.customerId) });
    }
    return found;
  };

  return async ({ occasion, id, reversal, concerns }: ReversalFact): Promise<void> => {
    const invoiced = await invoicedBy(concerns);
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const row = await deps.rows.find(invoiced);
      if (!row) throw new Refusal('appointment_not_found', { ...invoiced, eventId: occasion.eventId });
      const after = reversalsAfter(row, id, reversal);
      if (!after) return deps.events.remember(occasion);
      const outcome = await deps.rows.write(invoiced, row.reversalsVersion ?? 0, after, occasion);
      if (outcome !== 'changed') return;
    }
    throw new Refusal('busy_try_again', { eventId: occasion.eventId });
  };
};
