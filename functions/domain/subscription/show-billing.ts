import type { BusinessId } from '../../contracts/ids.ts';
import { MONTHLY_CENTS } from '../../contracts/platform.ts';
import type { Described, Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Fee } from '../fee/fee.ts';
import type { InvoicesOf } from '../figures/ports.ts';
import type { Lists } from '../lists/ports.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import { localDateTime } from '../schedule/zone.ts';
import { allOf } from '../usage/all-of.ts';
import { monthIn } from '../usage/month.ts';
import { type BillingAccount, currentOf } from './account.ts';
import { GRACE_MS, servedAs } from './entitlement.ts';
import type { BillingAccounts } from './ports.ts';

export type BillingSources = {
  readonly settings: Pick<Settings, 'find'>;
  readonly accounts: Pick<BillingAccounts, 'find'>;
  readonly invoices: InvoicesOf;
  readonly lists: Pick<Lists, 'fees'>;
};

type Current = ReturnType<typeof currentOf>;

const INVOICES_SHOWN = 12;

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);

const cardOf = (account: BillingAccount | undefined, paymentMethod: string | undefined) => {
  const card = paymentMethod === undefined ? undefined : account?.cards?.[paymentMethod];
  return (
    card && {
      brand: card.brand,
      last4: card.last4,
      expiryMonth: card.expiryMonth,
      expiryYear: card.expiryYear,
    }
  );
};

const planOf = (
  billing: NonNullable<Described['billing']>,
  business: Described,
  account: BillingAccount | undefined,
  current: Current,
  nowMs: number,
) => {
  const { subscription, pastDueSince, bookingFeeCents } = billing;
  const graceUntil =
    pastDueSince === undefined ? undefined : new Date(Date.parse(pastDueSince) + GRACE_MS).toISOString();
  return {
    monthlyCents: MONTHLY_CENTS,
    bookingFeeCents,
    subscription,
    served: servedAs({ outOfService: business.outOfService, billing }, nowMs),
    trialEndsAt: subscription === 'trialing' ? current?.trialEndsAt : undefined,
    pastDueSince,
    graceUntil,
    endsAt: current?.cancelsAtPeriodEnd ? current.periodEndsAt : undefined,
    card: cardOf(account, billing.defaultPaymentMethod),
  };
};

/** What is paid by a subscription that goes on; each booking fee has an invoice of its own, at once. */
const nextInvoiceOf = (current: Current) => {
  const isPaid = current && ['trialing', 'active', 'past_due'].includes(current.status);
  const at =
    current?.status === 'trialing' ? (current.trialEndsAt ?? current.periodEndsAt) : current?.periodEndsAt;
  return isPaid && !current.cancelsAtPeriodEnd && at !== undefined
    ? { at, baseCents: MONTHLY_CENTS, fees: 'charged_at_once' as const }
    : undefined;
};

const monthOf = (fees: readonly Fee[]) => {
  const inState = (is: (fee: Fee) => boolean) => sum(fees.filter(is).map(({ amountCents }) => amountCents));
  return {
    bookings: fees.length,
    feesCents: inState(({ state }) => state !== 'waived'),
    waivedCents: inState(({ state }) => state === 'waived'),
    givenBackCents: sum(fees.filter(({ state }) => state !== 'waived').map(givenBackCents)),
  };
};

/**
 * How a business pays, from our rows alone: what it pays for, what comes next, what this month came to by its own clock, and
 * its latest invoices. Refuses with `business_not_found`, and with `not_subscribed` before it is a customer of Stripe's.
 */
export const showBilling =
  ({ settings, accounts, invoices, lists }: BillingSources) =>
  async (businessId: BusinessId, nowMs: number) => {
    const [business, account, all] = await Promise.all([
      settings.find(businessId),
      accounts.find(businessId),
      invoices.all(businessId),
    ]);
    if (!business) throw new Refusal('business_not_found');
    const { billing, zone } = business;
    if (!billing) throw new Refusal('not_subscribed');
    const current = account && currentOf(account);
    const month = localDateTime(zone, nowMs).slice(0, 7);
    const span = monthIn(zone, month);
    const { items, isComplete } = await allOf<Fee>((wanted) => lists.fees(businessId, wanted), span);
    return {
      plan: planOf(billing, business, account, current, nowMs),
      nextInvoice: nextInvoiceOf(current),
      thisMonth: { month, zone, ...span, ...monthOf(items), isComplete },
      invoices: all
        .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
        .slice(0, INVOICES_SHOWN)
        .map((invoice) => ({ ...invoice, givenBackCents: givenBackCents(invoice) })),
    };
  };
