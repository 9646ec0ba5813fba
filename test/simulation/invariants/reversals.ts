import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import type { Report } from './violation.ts';
import type { Witness } from './witness.ts';

const FEE_CENTS = 5000;
/** No money went back. */
const UNDONE: readonly unknown[] = ['failed', 'canceled', 'void'];

type StripeEvent = {
  readonly type?: string;
  readonly data?: { readonly object?: { readonly invoice?: unknown; readonly payment?: Row } };
};

/** Which invoice a payment paid, in Stripe's own words: disputes and refunds name the payment only. */
const paidBy = ({ deliveries }: Witness): ReadonlyMap<unknown, unknown> => {
  const invoiceOf = new Map<unknown, unknown>();
  for (const { vendor, rawBody } of deliveries.acknowledged) {
    if (vendor !== 'stripe' || !rawBody.includes('"invoice_payment.paid"')) continue;
    const { object } = (JSON.parse(rawBody) as StripeEvent).data ?? {};
    if (object?.payment) invoiceOf.set(object.payment.payment_intent, object.invoice);
  }
  return invoiceOf;
};

const sumOf = (all: readonly { readonly amount: number; readonly status: unknown }[]): number =>
  all.filter(({ status }) => !UNDONE.includes(status)).reduce((sum, { amount }) => sum + amount, 0);

/** What was taken back of a fee is on the fee as it is in Stripe's books, to the cent, and is never more than was paid. */
export const checkReversals = (witness: Witness, { fees }: Rows, report: Report): void => {
  const { refunds, notes, disputes } = witness.stripe.lives;
  if (refunds.size + notes.size + disputes.size === 0 && fees.every((fee) => fee.reversals === undefined))
    return;
  const invoiceOf = paidBy(witness);
  const feeOf = new Map(fees.map((fee) => [fee.invoiceId, fee]));
  for (const { id, status, metadata } of witness.stripe.invoices()) {
    if (status !== 'paid' || metadata.kind !== 'booking_fee') continue;
    const fee = feeOf.get(id);
    const told = `fee ${metadata.fee_id}, paid by ${id},`;
    const isOfIt = ({ payment_intent: paid }: { readonly payment_intent: unknown }): boolean =>
      invoiceOf.get(paid) === id;
    const refunded = sumOf([...refunds.values()].filter(isOfIt));
    const credited = sumOf([...notes.values()].filter(({ invoice }) => invoice === id));
    const [dispute] = [...disputes.values()]
      .filter(isOfIt)
      .toSorted((one, other) => other.created - one.created);
    if (refunded > FEE_CENTS || Number(fee?.refundedCents ?? 0) > FEE_CENTS)
      report('C5', `${told} was refunded ${refunded} cents, ${fee?.refundedCents} with us`);
    if (Number(fee?.refundedCents ?? 0) !== refunded)
      report('C5', `${told} has ${fee?.refundedCents} cents refunded with us and ${refunded} at Stripe`);
    if (Number(fee?.creditedCents ?? 0) !== credited)
      report('C5', `${told} has ${fee?.creditedCents} cents credited with us and ${credited} at Stripe`);
    if (fee?.dispute !== dispute?.status)
      report('C5', `${told} has the dispute ${fee?.dispute} with us and ${dispute?.status} at Stripe`);
  }
};
