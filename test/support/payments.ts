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
  /** No answer; not done until `land` says so. */
  | 'held'
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
  const held: (() => unknown)[] = [];
  let collected = 0;
  let landsAt: number | undefined;
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

  const unless = (isWrong: boolean, because: string): void => {
    if (isWrong) throw new Refusal('vendor_refused', { because });
  };
  const landAll = (): void => {
    for (const request of held.splice(0)) {
      try {
        request();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
  };

  /** Does it unless it was done under that key, as far as the vendor remembers. */
  const underKey = <Answer>(key: string, trouble: Trouble | undefined, effect: () => Answer): Answer => {
    const kept = keys.get(key);
    if (kept && clock.now() - kept.at < FORGOTTEN_MS) return kept.answer() as Answer;
    const isBroken = trouble === 'error_before' || trouble === 'error_after';
    const result = trouble === 'error_before' ? undefined : structuredClone(effect());
    const answer = () => {
      if (isBroken) throw new Refusal('vendor_outcome_unknown', { answered: true });
      return structuredClone(result);
    };
    keys.set(key, { at: clock.now(), answer });
    // The first time nobody knows yet that the answer is kept.
    if (trouble === 'lost_after' || isBroken) throw new Refusal('vendor_outcome_unknown');
    return answer() as Answer;
  };

  const once = async <Answer>(step: Step, bill: Bill, effect: () => Answer): Promise<Answer> => {
    if (asked.length === landsAt) landAll();
    asked.push(step);
    const index = troubles.findIndex((planned) => planned.step === step);
    const trouble = index < 0 ? undefined : troubles.splice(index, 1)[0]?.trouble;
    if (trouble === 'unavailable') throw new Refusal('vendor_unavailable');
    if (trouble === 'refused') throw new Refusal('vendor_refused');
    if (trouble === 'lost_before') throw new Refusal('vendor_outcome_unknown');

    const key = `${bill.feeId}:${step}:v${bill.keyVersion}`;
    if (trouble === 'held') {
      held.push(() => underKey(key, undefined, effect));
      throw new Refusal('vendor_outcome_unknown');
    }
    return underKey(key, trouble, effect);
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
        unless(invoice(id).status !== 'draft', 'finalised');
        const lines = invoice(id).lines + 1;
        change(id, { lines, hasLines: true, totalCents: lines * priceCents });
        return priceCents;
      }),
    issue: (bill, id) =>
      once('issue', bill, () =>
        invoice(id).status === 'draft' ? change(id, { status: 'open' }) : invoice(id),
      ),
    collect: (bill, id) =>
      once('collect', bill, (): Collection => {
        unless(!['open', 'paid'].includes(invoice(id).status), 'not open');
        if (declineCode !== undefined) return { kind: 'declined', declineCode };
        if (invoice(id).status === 'open') collected += 1;
        return { kind: 'paid', invoice: change(id, { status: 'paid' }) };
      }),
    callOff: (bill, { id, status }) =>
      once('callOff', bill, () => {
        const now = invoice(id).status;
        if (now === 'paid' && status !== 'draft') throw new Refusal('vendor_outcome_unknown');
        unless((now === 'draft') !== (status === 'draft'), now);
        if (now === 'draft') invoices.delete(id);
        else change(id, { status: 'void' });
      }),
    find: async (bill, { invoiceId, sinceMs }) => {
      if (asked.length === landsAt) landAll();
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
    /** What was held is done just before the vendor is asked for the n-th time, counted from 0. */
    landBefore: (nth: number) => {
      landsAt = nth;
    },
    /** What was held is done now. */
    land: landAll,
    /** How often money moved. */
    collected: () => collected,
    invoices: () => [...invoices.values()],
    change,
    asked,
  };
};
