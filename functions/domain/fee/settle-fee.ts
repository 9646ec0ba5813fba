import type { Registry } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { Release } from '../vendor-event/ports.ts';
import { awaited } from '../vendor-event/vendor-event.ts';
import { charged, declined, type Fee, isClaimed, type Settlement, waived } from './fee.ts';
import type { InvoiceFact } from './invoice.ts';
import type { Fees } from './ports.ts';

type SettleDeps = {
  readonly fees: Fees;
  readonly registry: Pick<Registry, 'byStripeCustomer'>;
  readonly release: Release;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

/** A worker and two webhooks may move the same fee at once; each of them at most twice. */
const MOST_READINGS = 6;

/**
 * Applies what the vendor says has happened to a fee's invoice: once per event, in whatever order they come. Payment is
 * final; a failure never undoes it, and a later payment ends a decline.
 *
 * Refuses with `business_not_found` unless our registry, the fee row and the invoice name one business, and with
 * `vendor_refused` when money came in that the row does not account for.
 */
export const settleFee = (deps: SettleDeps) => {
  const feeOf = async ({ claims, customerId, eventId }: InvoiceFact): Promise<Fee> => {
    const awaits = awaited.stripeCustomer(customerId);
    const businessId = await deps.registry.byStripeCustomer(customerId);
    if (businessId === undefined || businessId !== claims.businessId) {
      throw new Refusal('business_not_found', { awaits, eventId, claimed: claims.businessId });
    }
    const fee = await deps.fees.find(businessId, claims.appointmentId);
    if (!fee || (claims.feeId !== undefined && claims.feeId !== fee.id)) {
      throw new Refusal('appointment_not_found', { eventId, appointmentId: claims.appointmentId });
    }
    if (fee.stripeCustomerId !== customerId) {
      throw new Refusal('business_not_found', { awaits, eventId });
    }
    return fee;
  };

  const paid = (fee: Fee, fact: InvoiceFact, at: string): Settlement | undefined => {
    const facts = { eventId: fact.eventId, feeId: fee.id, invoiceId: fact.invoiceId };
    if ((fee.invoiceId ?? fact.invoiceId) !== fact.invoiceId) {
      throw new Refusal('vendor_refused', { because: 'another_invoice_paid', ...facts });
    }
    if (fact.totalCents !== fee.amountCents || fact.currency !== fee.currency) {
      throw new Refusal('vendor_refused', { because: 'another_amount_paid', ...facts });
    }
    if (fee.state === 'waived') throw new Refusal('vendor_refused', { because: 'waived_fee_paid', ...facts });
    return fee.state === 'charged' ? undefined : charged(deps.ids, fee, fact.invoiceId, at);
  };

  /** undefined: the event is remembered and nothing moves. */
  const consequence = (fee: Fee, fact: InvoiceFact): Settlement | undefined => {
    const now = deps.clock.now();
    const at = new Date(now).toISOString();
    if (fact.outcome === 'paid') return paid(fee, fact, at);
    if (fee.invoiceId !== fact.invoiceId) return undefined;
    if (fact.outcome === 'voided') {
      return fee.state === 'owed' || fee.state === 'declined' ? waived('invoice_voided', at) : undefined;
    }
    // Whoever holds the fee hears of the decline first-hand, and with its reason.
    if (fee.state !== 'owed' || isClaimed(fee, now)) return undefined;
    return declined(deps.ids, fee, fact.invoiceId, fact.declineCode, at);
  };

  return async (fact: InvoiceFact): Promise<void> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const fee = await feeOf(fact);
      const outcome = await deps.fees.settle(fee, consequence(fee, fact), fact);
      if (outcome === 'moved') continue;
      // Only now, or in a first time that ended before this line, did the row learn of the invoice.
      if (fee.invoiceId === undefined || outcome === 'repeated') {
        await deps.release(awaited.stripeInvoice(fact.invoiceId));
      }
      return;
    }
    throw new Refusal('busy_try_again', { eventId: fact.eventId });
  };
};
