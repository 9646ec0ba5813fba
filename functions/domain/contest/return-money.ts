import { Refusal } from '../errors.ts';
import type { Fee } from '../fee/fee.ts';
import type { Contest, GivenBack } from './contest.ts';
import type { Books, GiveBack, GiveBacks } from './ports.ts';

export type ReturnDeps = { readonly backs: GiveBacks };

/** `waives`: the fee ends with it, because its invoice is never collected. */
export type Returned = Omit<GivenBack, 'at'> & { readonly waives?: true };

const isRefused = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.code === 'vendor_refused';

/**
 * Makes sure that a settled fee is not paid, or is paid back: by what stands in Stripe's books now, never by what our row
 * remembers of them. The money goes to the card and not to the balance at Stripe: sixty days are within what cards take
 * back, an owner sees it where it was taken, and a business that leaves has no next invoice to use a balance on.
 */
export const returnMoney = ({ backs }: ReturnDeps) => {
  const look = async (of: GiveBack): Promise<Books> => {
    const books = await backs.look(of);
    // Somebody deleted it: what became of its money is for a person to find out.
    if (!books) throw new Refusal('vendor_refused', { because: 'invoice_missing', feeId: of.feeId });
    return books;
  };

  /** What the books say is done, or can no more be done. */
  const doneAlready = ({ note, leftCents }: Books): Returned | undefined => {
    if (note) return { how: 'credited', cents: note.cents, creditNoteId: note.id };
    return leftCents <= 0 ? { how: 'nothing_left', cents: 0 } : undefined;
  };

  const credit = async (of: GiveBack, fee: Fee, books: Books): Promise<Returned> => {
    const done = doneAlready(books);
    if (done) return done;
    if (books.lineId === undefined) {
      throw new Refusal('vendor_refused', { because: 'invoice_without_lines', feeId: fee.id });
    }
    const cents = Math.min(books.leftCents, fee.amountCents);
    try {
      const note = await backs.credit({ ...of, lineId: books.lineId, cents });
      return { how: 'credited', cents: note.cents, creditNoteId: note.id };
    } catch (error) {
      if (!isRefused(error)) throw error;
      // Somebody refunded it by hand since we looked.
      const since = doneAlready(await look(of));
      if (since) return since;
      throw error;
    }
  };

  return async (contest: Contest, fee: Fee): Promise<Returned> => {
    const { amountCents, invoiceId, state } = fee;
    if (state === 'waived') return { how: 'waived', cents: amountCents };
    // The bank has taken it from us and given it to the owner.
    if (fee.dispute === 'lost') return { how: 'nothing_left', cents: 0 };
    if (invoiceId === undefined) {
      throw new Refusal('vendor_refused', { because: 'fee_without_invoice', feeId: fee.id });
    }
    const { feeId, businessId, appointmentId, keyVersion } = contest;
    const of: GiveBack = { feeId, businessId, appointmentId, keyVersion, invoiceId };
    const books = await look(of);
    if (books.status === 'paid') return credit(of, fee, books);
    // Neither is ever so by us: a person has to find out what was done by hand.
    if (books.status === 'draft' || state === 'charged') {
      throw new Refusal('vendor_refused', { because: `invoice_${books.status}`, feeId: fee.id });
    }
    // Stripe goes on trying an open one: it may be paid before we come.
    if (books.status !== 'void' && (await backs.void(of)) === 'paid') {
      return credit(of, fee, await look(of));
    }
    return { how: 'voided', cents: amountCents, waives: true };
  };
};
