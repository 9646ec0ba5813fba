import type { Fee } from '../fee/fee.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import type { Span } from '../usage/month.ts';
import { isWithin } from './local-days.ts';
import type { PaidInvoice } from './ports.ts';

type Sum = Pick<Fee, 'state' | 'amountCents' | 'creditedCents' | 'refundedCents'>;

/** What a fee comes to: what is charged or still to be paid, less what was given back. Waived: nothing. */
export const netCents = (fee: Sum): number =>
  fee.state === 'waived' ? 0 : fee.amountCents - givenBackCents(fee);

/** What was paid for the subscription in a span, less what was given back of it; undefined: nothing is known to be paid. */
export const subscriptionCents = (invoices: readonly PaidInvoice[], span: Span): number | undefined => {
  const paid = invoices.filter(({ state, at }) => state === 'paid' && isWithin(span, at));
  return paid.length === 0
    ? undefined
    : paid.reduce((sum, invoice) => sum + invoice.paidCents - givenBackCents(invoice), 0);
};
