import type { Appointment } from '../appointment/appointment.ts';
import { isCalledOffByCustomer } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { billedBefore } from './billed-before.ts';
import { charged, declined, type Fee, type Settlement, type WaiverReason, waived } from './fee.ts';
import { type Bill, billFor, type Invoice, mismatchOf } from './invoice.ts';
import type { Fees, Payments } from './ports.ts';

export type CollectionDeps = {
  readonly fees: Fees;
  readonly payments: Payments;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

/** What has come between a booking and its charge. */
const whyNotCharged = (fee: Fee, appointment: Appointment): WaiverReason | undefined => {
  if (isCalledOffByCustomer(appointment)) return 'cancelled_before_charge';
  return fee.contested === 'granted' ? 'contested' : undefined;
};

/** The vendor's clock may be behind ours. */
const CLOCKS_APART_MS = 3_600_000;

/**
 * Brings a claimed fee to its end. The invoice is written on the row before money can move and only that invoice is
 * ever paid, so that however many workers, repeats and forgotten keys there are, one invoice can be paid once.
 */
export const collectFee = (deps: CollectionDeps) => {
  const wasBilled = billedBefore(deps);
  const at = () => new Date(deps.clock.now()).toISOString();

  /** A first attempt has nothing to find. Any later one does not know how far the earlier came, or whether the vendor still does. */
  const lookUp = (fee: Fee, bill: Bill): Promise<Invoice | undefined> | undefined =>
    (fee.attempt ?? 1) > 1 || fee.invoiceId
      ? deps.payments.find(bill, {
          invoiceId: fee.invoiceId,
          sinceMs: Date.parse(fee.firstAttemptAt ?? fee.createdAt) - CLOCKS_APART_MS,
        })
      : undefined;

  const refuseOthers = (invoice: Invoice, fee: Fee, business: Business): void => {
    const because = mismatchOf(invoice, fee, business);
    if (because) throw new Refusal('vendor_refused', { because, feeId: fee.id, invoiceId: invoice.id });
  };

  /** The vendor collects what is issued by itself, so a wrong invoice must never leave the draft. */
  const issued = async (bill: Bill, draft: Invoice, fee: Fee, business: Business): Promise<Invoice> => {
    if (draft.status !== 'draft') return draft;
    const totalCents = draft.hasLines ? draft.totalCents : await deps.payments.itemise(bill, draft.id);
    refuseOthers({ ...draft, totalCents }, fee, business);
    return deps.payments.issue(bill, draft.id);
  };

  return async (claimed: Fee, appointment: Appointment, business: Business): Promise<Settlement> => {
    const bill = billFor(claimed, appointment, business);
    if (bill.customerId !== business.billing.stripeCustomerId) {
      throw new Refusal('vendor_refused', { because: 'fee_of_another_customer', feeId: claimed.id });
    }
    const found = await lookUp(claimed, bill);
    if (!found && (await wasBilled(appointment))) return waived('rebooked', at());
    const because = whyNotCharged(claimed, appointment);
    if (because && found?.status !== 'paid') {
      if (found) await deps.payments.callOff(bill, found);
      return waived(because, at());
    }

    if (claimed.invoiceId !== undefined && !found) {
      // Somebody deleted it. A second invoice is a person's decision.
      throw new Refusal('vendor_refused', { because: 'invoice_missing', feeId: claimed.id });
    }
    const draft = found ?? (await deps.payments.draft(bill));
    const isRecorded = claimed.invoiceId === draft.id;
    let fee = isRecorded
      ? claimed
      : await deps.fees.record(claimed, { invoiceId: draft.id, step: 'drafted' });
    const invoice = await issued(bill, draft, fee, business);
    refuseOthers(invoice, fee, business);
    if (invoice.status === 'paid') return charged(deps.ids, fee, invoice.id, at());
    if (invoice.status === 'void') return waived('invoice_voided', at());
    if (invoice.status === 'uncollectible') {
      return declined(deps.ids, fee, invoice.id, 'uncollectible', at());
    }

    fee = await deps.fees.record(fee, { invoiceId: invoice.id, step: 'paying' });
    const collection = await deps.payments.collect(bill, invoice.id);
    return collection.kind === 'paid'
      ? charged(deps.ids, fee, invoice.id, at())
      : declined(deps.ids, fee, invoice.id, collection.declineCode, at());
  };
};
