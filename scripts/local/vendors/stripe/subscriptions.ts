import type Stripe from 'stripe';
import type { Emit, Ledger } from './ledger.ts';
import { newInvoice, type WireInvoice, type WirePrice } from './objects.ts';
import { invalidRequest, StripeProblem } from './stripe-error.ts';
import { newCheckoutSession } from './wire-checkout.ts';
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

/** `on_its_way`: by a method whose money takes days, so that the checkout is complete before it is paid. */
export type Subscribing = {
  readonly customer: string;
  readonly trialDays?: number;
  readonly payment?: 'card' | 'on_its_way';
};

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** Subscriptions, the checkout that leads to them, and the invoices that they make. */
export const createSubscriptions = (ledger: Ledger, price: WirePrice, emit: Emit) => {
  const subscriptions = new Map<string, WireSubscription>();
  const sessions = new Map<string, Stripe.Checkout.Session>();

  const found = (id: string): WireSubscription => {
    const subscription = subscriptions.get(id);
    if (!subscription) throw new Error(`no Stripe subscription ${id}`);
    return subscription;
  };
  const customerNamed = (id: string): Stripe.Customer => {
    const customer = ledger.customers.get(id);
    if (!customer) throw new Error(`no Stripe customer ${id}`);
    return customer;
  };
  const cardOf = ({ invoice_settings: settings }: Stripe.Customer): string | null =>
    settings.default_payment_method === null ? null : String(settings.default_payment_method);

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
    reason: 'subscription_create' | 'subscription_cycle',
  ) => {
    const customer = customerNamed(String(subscription.customer));
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
    sessions,
    change,

    /** A customer goes through the checkout. */
    subscribe({ customer: customerId, trialDays = 0, payment = 'card' }: Subscribing) {
      const customer = customerNamed(customerId);
      const created = ledger.nowSeconds();
      const trialEnd = trialDays > 0 ? created + trialDays * DAY_SECONDS : null;
      const session = newCheckoutSession(
        customer,
        trialEnd ? 0 : (price.unit_amount ?? 0),
        created,
        ledger.newId,
      );
      const subscription = newSubscription(ledger.newId, {
        customer: customerId,
        price,
        card: cardOf(customer),
        status: trialEnd === null ? 'incomplete' : 'trialing',
        created,
        periodEnd: trialEnd ?? created + MONTH_SECONDS,
        trialEnd,
        metadata: { ...customer.metadata },
      });
      sessions.set(session.id, session);
      subscriptions.set(subscription.id, subscription);
      emit('customer.subscription.created', subscription);
      const invoice = invoiceFor(subscription, 'subscription_create');
      if (payment === 'on_its_way') ledger.finalize(invoice, undefined, emit);
      else if (collect(invoice) && trialEnd === null) change(subscription.id, { status: 'active' });
      session.status = 'complete';
      session.payment_status =
        trialEnd !== null ? 'no_payment_required' : subscription.status === 'active' ? 'paid' : 'unpaid';
      session.subscription = subscription.id;
      session.invoice = invoice.id;
      emit('checkout.session.completed', session);
      return { subscription: subscription.id, session: session.id, invoice: invoice.id };
    },

    /** The money that was on its way has come. */
    paymentArrives(sessionId: string): void {
      const session = sessions.get(sessionId);
      if (!session) throw new Error(`no Stripe checkout session ${sessionId}`);
      collect(ledger.invoice(String(session.invoice)));
      session.payment_status = 'paid';
      emit('checkout.session.async_payment_succeeded', session);
      change(String(session.subscription), { status: 'active' });
    },

    /** Somebody opened the checkout and never finished it. */
    abandonCheckout(customerId: string) {
      const session = newCheckoutSession(
        customerNamed(customerId),
        price.unit_amount ?? 0,
        ledger.nowSeconds(),
        ledger.newId,
      );
      session.status = 'expired';
      sessions.set(session.id, session);
      emit('checkout.session.expired', session);
      return { session: session.id };
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

    end(id: string, reason: 'cancellation_requested' | 'payment_failed' = 'cancellation_requested'): void {
      const subscription = found(id);
      const at = ledger.nowSeconds();
      Object.assign(subscription, { status: 'canceled', canceled_at: at, ended_at: at });
      subscription.cancellation_details = { comment: null, feedback: null, feedback_option: null, reason };
      emit('customer.subscription.deleted', subscription);
    },
  };
};
