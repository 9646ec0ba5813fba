import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Fee, Settlement } from './fee.ts';
import type { Bill, Invoice, InvoiceFact } from './invoice.ts';

export type FeeProgress = { readonly invoiceId: string; readonly step: 'drafted' | 'paying' };

export type NextAttempt = {
  /** Milliseconds since 1970. */
  readonly wakeAtMs: number;
  readonly keyVersion: number;
};

/** Fee rows. Every write is conditional; a row moves `owed → charged | declined | waived` and `declined → charged | waived`. */
export type Fees = {
  /** As it stands now, never a cached copy. */
  find(businessId: BusinessId, appointmentId: AppointmentId): Promise<Fee | undefined>;
  /**
   * Takes an owed fee that nobody holds, or whose holder has had it for CLAIM_MS, as it was read. The claimed row has
   * the next epoch and attempt, and wakes by itself when this claim runs out.
   * undefined: it moved since it was read, or somebody holds it.
   */
  claim(fee: Fee, now: number): Promise<Fee | undefined>;
  /**
   * Writes down how far the holder of this claim has come. The invoice is set once, and known as this fee's from then.
   * Refuses with `claim_lost` when the claim is no longer this one or the fee no longer owed.
   */
  record(claimed: Fee, progress: FeeProgress): Promise<Fee>;
  /** Gives the claim back, still owed, to be woken then. Nothing happens when the claim is no longer this one. */
  release(claimed: Fee, next: NextAttempt): Promise<void>;
  /**
   * Ends the fee and announces it. A proof of payment counts whoever brings it; everything else only from the holder
   * of this claim. Nothing happens when the fee has moved on. Refuses with `busy_try_again` when others kept moving it.
   */
  finish(claimed: Fee, settlement: Settlement): Promise<void>;
  /**
   * Applies a vendor's fact, or only remembers it, together with its inbox row or not at all.
   * `repeated`: the fact was applied before. `moved`: the fee is not as it was read; read it again.
   */
  settle(
    fee: Fee,
    settlement: Settlement | undefined,
    fact: InvoiceFact,
  ): Promise<'settled' | 'repeated' | 'moved'>;
};

export type Collection =
  | { readonly kind: 'paid'; readonly invoice: Invoice }
  | { readonly kind: 'declined'; readonly declineCode: string };

/**
 * The four steps to a paid invoice, and looking. A step may be repeated: under the same bill it is done once for as
 * long as the vendor remembers (24 hours), after that the invoice's own state has to be looked at first.
 *
 * Refusals: `vendor_refused` (will never work), `vendor_unavailable` (was not done, try again),
 * `vendor_outcome_unknown` (look first; the fact `answered` says that the vendor repeats a stored answer under the same
 * keys, so that nothing more is done under them, not even by a request of ours that lands late).
 */
export type Payments = {
  /** An empty draft that collects nothing by itself. */
  draft(bill: Bill): Promise<Invoice>;
  /** Puts the fee on the draft, and answers what the vendor asks for it, in cents. */
  itemise(bill: Bill, invoiceId: string): Promise<number>;
  /** Turns the draft into a real invoice, which the vendor collects by itself if we never do. */
  issue(bill: Bill, invoiceId: string): Promise<Invoice>;
  /** Takes the money now. */
  collect(bill: Bill, invoiceId: string): Promise<Collection>;
  /** Makes sure that an unpaid invoice is never collected. */
  callOff(bill: Bill, invoice: Invoice): Promise<void>;
  /** The invoice of that id, or the one that bears the bill's fee and was made at or after `sinceMs`, if there is one. */
  find(
    bill: Bill,
    by: { readonly invoiceId?: string | undefined; readonly sinceMs: number },
  ): Promise<Invoice | undefined>;
};
