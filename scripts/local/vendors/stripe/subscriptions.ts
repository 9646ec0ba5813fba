import type Stripe from 'stripe';
import type { Emit, Ledger } from './ledger.ts';
import { newInvoice, type WireInvoice, type WirePrice } from './objects.ts';
import { invalidRequest, StripeProblem } from './stripe-error.ts';
import { newSubscription, type WireSubscription } from './wire-subscription.ts';

const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 30 * DAY_SECONDS;

/** What may be changed of a subscription from outside, in Stripe's words. */
export type SubscriptionChange = Partial<
  Pick<
    WireSubscription,
    'status' | 'cancel_at_period_end' | 'default_payment_method' | 'trial_end' | 'canceled_at' | 'ended_at'
  >
>;

export type Beginning = {
  readonly customer: string;
  readonly price: WirePrice;
  readonly trialDays: number;
  readonly card: string | null;
  readonly metadata: Stripe.Metadata;
};

export type EndReason = 'cancellation_requested' | 'payment_failed';

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** Subscriptions and the invoices that they make. */
export const createSubscriptions = (ledger: Ledger, emit: Emit) => {
  const { subscriptions } = ledger;

  const found = (id: string): WireSubscription => {
    const subscription = subscriptions.get(id);
    if (!subscription) throw new Error(`no Stripe subscription ${id}`);
    return subscription;
  };

  const change = (id: string, changes: SubscriptionChange): void => {
    const subscription = found(id);
    if (subscription.ended_at !== null) throw new Error(`the subscription ${id} has ended`);
    const previous = Object.fromEntries(
      Object.keys(changes).map((name) => [name, subscription[name as keyof SubscriptionChange]]),
    );
    Object.assign(subscription, changes);
    emit('customer.subscription.updated', subscription, previous);
  };

  /** Its next month begins; what that changes is told with the change of status, or by itself. */
  const renew = (subscription: WireSubscription, status: 'active' | 'past_due'): void => {
    const [item] = subscription.items.data;
    if (!item) return;
    const { current_period_start, current_period_end, object: _, ...kept } = item;
    const previous = {
      ...(subscription.status !== status && { status: subscription.status }),
      items: { data: [{ id: kept.id, current_period_start, current_period_end }] },
    };
    item.current_period_start = current_period_end;
    item.current_period_end = current_period_end + MONTH_SECONDS;
    subscription.status = status;
    emit('customer.subscription.updated', subscription, previous);
  };

  const invoiceFor = (
    subscription: WireSubscription,
    reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update',
  ) => {
    const customer = ledger.customers.get(String(subscription.customer));
    const price = subscription.items.data[0]?.price;
    if (!customer || !price) throw new Error(`${subscription.id} has no customer or no price`);
    const facts = {
      auto_advance: true,
      collection_method: 'charge_automatically' as const,
      currency: 'usd',
      default_payment_method: null,
      description: null,
      metadata: {},
    };
    const invoice: WireInvoice = newInvoice(customer, facts, ledger.nowSeconds(), ledger.newId);
    invoice.billing_reason = reason;
    invoice.parent = {
      type: 'subscription_details',
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      quote_details: null,
    };
    ledger.invoices.set(invoice.id, invoice);
    subscription.latest_invoice = invoice.id;
    const isFree = subscription.status === 'trialing';
    ledger.addLine(invoice, {
      amount: isFree ? 0 : (price.unit_amount ?? 0),
      description: 'CloudGreet monthly',
      metadata: {},
      pricing: {
        price_details: { price: price.id, product: String(price.product) },
        type: 'price_details',
        unit_amount_decimal: String(isFree ? 0 : price.unit_amount),
      },
      quantity: 1,
    });
    emit('invoice.created', invoice);
    return invoice;
  };

  /** False where the card declines. */
  const collect = (invoice: WireInvoice): boolean => {
    try {
      ledger.pay(invoice, emit);
      return true;
    } catch (error) {
      if (error instanceof StripeProblem) return false;
      throw error;
    }
  };

  return {
    subscriptions,
    found,
    change,
    invoiceFor,
    collect,

    /** It exists from now on; its first invoice is not made yet. */
    begin({ customer, price, trialDays, card, metadata }: Beginning): WireSubscription {
      const created = ledger.nowSeconds();
      const trialEnd = trialDays > 0 ? created + trialDays * DAY_SECONDS : null;
      const subscription = newSubscription(ledger.newId, {
        customer,
        price,
        card,
        status: trialEnd === null ? 'incomplete' : 'trialing',
        created,
        periodEnd: trialEnd ?? created + MONTH_SECONDS,
        trialEnd,
        metadata,
      });
      subscriptions.set(subscription.id, subscription);
      emit('customer.subscription.created', subscription);
      return subscription;
    },

    /** A month is over: the next is invoiced and collected. */
    bill(id: string) {
      const subscription = found(id);
      if (subscription.ended_at !== null) throw invalidRequest('This subscription has ended.');
      if (subscription.status === 'trialing') subscription.status = 'active';
      const invoice = invoiceFor(subscription, 'subscription_cycle');
      renew(subscription, collect(invoice) ? 'active' : 'past_due');
      return { invoice: invoice.id };
    },

    /** The trial is over now, and its first month is paid. One that is paid already begins a new month all the same. */
    endTrial(id: string): void {
      const subscription = found(id);
      const { status, trial_end } = subscription;
      if (status !== 'trialing' && status !== 'active') return;
      const [item] = subscription.items.data;
      const at = ledger.nowSeconds();
      const previous = {
        status,
        trial_end,
        ...(item && {
          items: {
            data: [{ current_period_start: item.current_period_start, current_period_end: trial_end }],
          },
        }),
      };
      Object.assign(subscription, { status: 'active', trial_end: at });
      if (item) Object.assign(item, { current_period_start: at, current_period_end: at + MONTH_SECONDS });
      if (!collect(invoiceFor(subscription, 'subscription_update'))) subscription.status = 'past_due';
      emit('customer.subscription.updated', subscription, previous);
    },

    /** An invoice of it was paid after all. */
    paid(invoice: WireInvoice): void {
      const of = invoice.parent?.subscription_details?.subscription;
      const subscription = of ? subscriptions.get(String(of)) : undefined;
      const isOwed = subscription?.status === 'past_due' || subscription?.status === 'unpaid';
      if (!isOwed || subscription?.latest_invoice !== invoice.id || invoice.status !== 'paid') return;
      change(subscription.id, { status: 'active' });
    },

    remindOfTrialEnd: (id: string): void => emit('customer.subscription.trial_will_end', found(id)),

    pause(id: string): void {
      const subscription = found(id);
      const previous = { status: subscription.status };
      subscription.status = 'paused';
      emit('customer.subscription.paused', subscription, previous);
    },

    resume(id: string): void {
      const subscription = found(id);
      const previous = { status: subscription.status };
      subscription.status = 'active';
      emit('customer.subscription.resumed', subscription, previous);
    },

    end(id: string, reason: EndReason = 'cancellation_requested'): void {
      const subscription = found(id);
      const at = ledger.nowSeconds();
      Object.assign(subscription, { status: 'canceled', canceled_at: at, ended_at: at });
      subscription.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason };
      emit('customer.subscription.deleted', subscription);
    },
  };
};
