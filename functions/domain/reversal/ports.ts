import type { VendorEvent } from '../vendor-event/vendor-event.ts';
import type { Invoiced, Reversals } from './reversal.ts';

/** Which invoice a payment paid, and what an invoice is for. Ours to keep, never taken from an event. */
export type InvoiceRegistry = {
  byInvoice(invoiceId: string): Promise<Invoiced | undefined>;
  byPayment(paymentId: string): Promise<Invoiced | undefined>;
  /** Remembers what a payment paid, with its occasion. Repeating it changes nothing. */
  link(paymentId: string, invoiced: Invoiced, occasion: VendorEvent): Promise<void>;
};

/** Fees' and invoices' rows, as far as they say what of them was taken back. */
export type ReversalRows = {
  /** As it stands now, never a cached copy. `version` is what `write` compares. */
  find(invoiced: Invoiced): Promise<(Reversals & { readonly reversalsVersion?: number }) | undefined>;
  /**
   * Writes what follows, with the occasion, and touches nothing else of the row. `changed`: others wrote since version
   * `asRead`. `repeated`: the occasion was applied before.
   */
  write(
    invoiced: Invoiced,
    asRead: number,
    to: Reversals,
    occasion: VendorEvent,
  ): Promise<'written' | 'changed' | 'repeated'>;
};
