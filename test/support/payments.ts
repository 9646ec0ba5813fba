import { Refusal } from '../../functions/domain/errors.ts';
import type { Bill, Invoice } from '../../functions/domain/fee/invoice.ts';
import type { Collection, Payments } from '../../functions/domain/fee/ports.ts';

const FORGOTTEN_MS = 24 * 3_600_000;

export type Trouble =
  /** Not done, and the vendor says so. */
  | 'unavailable'
  /** No answer; not done, or done all the same. */
  | 'lost_before'
  | 'lost_after'
  /** An answer that says nothing, which the vendor keeps and repeats under the same key. */
  | 'error_before'
  | 'error_after'
  | 'refused';

type Step = keyof Payments;
type Kept = { readonly at: number; readonly answer: () => unknown };

/** A vendor with invoices that can be paid once, keys that it forgets after a day, and troubles on demand. */
export const memoryPayments = (clock: { now(): number }, priceCents = 5000) => {
  const invoices = new Map<string, Invoice & { readonly madeAtMs: number; readonly lines: number }>();
  const keys = new Map<string, Kept>();
  const troubles: { step: Step; trouble: Trouble }[] = [];
  const asked: Step[] = [];
  let collected = 0;
  let declineCode: string | undefined;

  const invoice = (id: string) => {
    const found = invoices.get(id);
    if (!found) throw new Refusal('vendor_refused', { because: 'no such invoice' });
    return found;
  };
  const change = (id: string, differing: Partial<Invoice & { lines: number }>) => {
    const changed = { ...invoice(id), ...differing };
    invoices.set(id, changed);
    return changed;
  };

  const once = async <Answer>(step: Step, bill: Bill, effect: () => Answer): Promise<Answer> => {
    asked.push(step);
    const index = troubles.findIndex((planned) => planned.step === step);
    const trouble = index < 0 ? undefined : troubles.splice(index, 1)[0]?.trouble;
    if (trouble === 'unavailable') throw new Refusal('vendor_unavailable');
    if (trouble === 'refused') throw new Refusal('vendor_refused');
    if (trouble === 'lost_before') throw new Refusal('vendor_outcome_unknown');

    const key = `${bill.feeId}:${step}:v${bill.keyVersion}`;
    const kept = keys.get(key);
    if (kept && clock.now() - kept.at < FORGOTTEN_MS) return kept.answer() as Answer;
    let answer: () => unknown = () => {
      throw new Refusal('vendor_outcome_unknown', { answered: true });
    };
    if (trouble !== 'error_before') {
      const result = structuredClone(effect());
      if (trouble !== 'error_after') answer = () => structuredClone(result);
    }
    keys.set(key, { at: clock.now(), answer });
    if (trouble === 'lost_after') throw new Refusal('vendor_outcome_unknown');
    return answer() as Answer;
  };

  const payments: Payments = {
    draft: (bill) =>
      once('draft', bill, () => {
        const id = `in_${invoices.size + 1}`;
        const { customerId, feeId } = bill;
        const draft = { id, status: 'draft', customerId, feeId, currency: 'usd', totalCents: 0 } as const;
        invoices.set(id, { ...draft, hasLines: false, lines: 0, madeAtMs: clock.now() });
        return invoice(id);
      }),
    itemise: (bill, id) =>
      once('itemise', bill, () => {
        const lines = invoice(id).lines + 1;
        change(id, { lines, hasLines: true, totalCents: lines * priceCents });
        return priceCents;
      }),
    issue: (bill, id) => once('issue', bill, () => change(id, { status: 'open' })),
    collect: (bill, id) =>
      once('collect', bill, (): Collection => {
        if (declineCode !== undefined) return { kind: 'declined', declineCode };
        if (invoice(id).status === 'open') collected += 1;
        return { kind: 'paid', invoice: change(id, { status: 'paid' }) };
      }),
    callOff: (bill, { id, status }) =>
      once('callOff', bill, () => {
        if (status === 'draft') invoices.delete(id);
        else change(id, { status: 'void' });
      }),
    find: async (bill, { invoiceId, sinceMs }) => {
      asked.push('find');
      if (invoiceId !== undefined) return invoices.get(invoiceId);
      return [...invoices.values()].find((made) => made.feeId === bill.feeId && made.madeAtMs >= sinceMs);
    },
  };

  return {
    ...payments,
    /** The next time that step is asked for, this happens. */
    plan: (step: Step, trouble: Trouble) => void troubles.push({ step, trouble }),
    decline: (code: string | undefined) => {
      declineCode = code;
    },
    /** How often money moved. */
    collected: () => collected,
    invoices: () => [...invoices.values()],
    change,
    asked,
  };
};
