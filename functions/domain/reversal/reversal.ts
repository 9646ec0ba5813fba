import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { VendorEvent } from '../vendor-event/vendor-event.ts';

/** What takes back, or threatens to take back, what a business paid. */
export type ReversalKind = 'credit' | 'refund' | 'dispute' | 'fraud_warning';

export type Reversal = {
  readonly kind: ReversalKind;
  /** In Stripe's words. */
  readonly state: string;
  readonly amountCents: number;
  /** ISO instant, to the second, of the event that says so, its place among those of one second, and its id. */
  readonly at: string;
  readonly rank: number;
  readonly eventId: string;
};

/** What a fee's or an invoice's row says of them: each by Stripe's id of it, and what they come to. */
export type Reversals = {
  readonly reversals?: Readonly<Record<string, Reversal>> | undefined;
  readonly creditedCents?: number | undefined;
  readonly refundedCents?: number | undefined;
  /** State of the dispute that is latest, whether or not it is over. */
  readonly dispute?: string | undefined;
  readonly fraudWarning?: boolean | undefined;
};

/** What was invoiced: a booking fee where there is an appointment, otherwise an invoice of the account. */
export type Invoiced = {
  readonly businessId: BusinessId;
  readonly invoiceId: string;
  readonly appointmentId?: AppointmentId | undefined;
};

/** Stripe knows a dispute by the payment, a credit note by the invoice. */
export type Concerns =
  | { readonly by: 'payment'; readonly paymentId: string }
  | { readonly by: 'invoice'; readonly invoiceId: string; readonly customerId: string };

export type ReversalFact = {
  readonly kind: 'reversal';
  readonly occasion: VendorEvent;
  readonly id: string;
  readonly reversal: Reversal;
  readonly concerns: Concerns;
};

/** A payment has been made on an invoice. */
export type PaymentFact = {
  readonly kind: 'invoice-payment';
  readonly occasion: VendorEvent;
  readonly invoiceId: string;
  readonly paymentId: string;
};

/** Above zero where `one` is more recent: the later second, in one second what can only follow, then the id. */
const laterBy = (one: Reversal, other: Reversal): number =>
  Date.parse(one.at) - Date.parse(other.at) ||
  one.rank - other.rank ||
  (one.eventId > other.eventId ? 1 : one.eventId < other.eventId ? -1 : 0);

/** No money has moved, or it has come back to us. */
const UNDONE: readonly string[] = ['failed', 'canceled', 'void'];

const sumOf = (all: readonly Reversal[], kind: ReversalKind): number =>
  all
    .filter((one) => one.kind === kind && !UNDONE.includes(one.state))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);

/** What the row says after a fact; undefined where that is no news. Every order of arrival ends alike. */
export const reversalsAfter = (known: Reversals, id: string, reversal: Reversal): Reversals | undefined => {
  const before = known.reversals?.[id];
  if (before && laterBy(reversal, before) <= 0) return undefined;
  const reversals = { ...known.reversals, [id]: reversal };
  const all = Object.values(reversals);
  const [dispute] = all
    .filter(({ kind }) => kind === 'dispute')
    .toSorted((one, other) => laterBy(other, one));
  return {
    reversals,
    creditedCents: sumOf(all, 'credit'),
    refundedCents: sumOf(all, 'refund'),
    dispute: dispute?.state,
    fraudWarning: all.some(({ kind }) => kind === 'fraud_warning'),
  };
};

/**
 * What went back of it: a credit note that is paid out by a refund is told of as both, and a refund by hand as one of them.
 */
export const givenBackCents = ({ creditedCents = 0, refundedCents = 0 }: Reversals): number =>
  Math.max(creditedCents, refundedCents);
