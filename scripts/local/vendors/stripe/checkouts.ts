import type Stripe from 'stripe';
import type { Card, Decline } from './cards.ts';
import type { Emit, Ledger } from './ledger.ts';
import type { WireInvoice, WirePrice } from './objects.ts';
import { invalidRequest, missing } from './stripe-error.ts';
import type { Subscriptions } from './subscriptions.ts';
import { fingerprintOf, shownCard } from './test-cards.ts';
import { newCard } from './wire-card.ts';
import { newCheckoutSession } from './wire-checkout.ts';

const EXPIRY_YEAR = 2030;

/** `on_its_way`: by a method whose money takes days, so that the checkout is complete before it is paid. */
export type Subscribing = {
  readonly customer: string;
  readonly trialDays?: number;
  readonly payment?: 'card' | 'on_its_way';
};

/** What a session was opened with that Stripe shows nobody. */
export type Terms = {
  readonly price: WirePrice;
  readonly trialDays: number;
  readonly metadata: Stripe.Metadata;
};

/** What nobody is shown of a session: what will be subscribed, and how the last card fared. */
export type Visits = Map<string, { readonly terms: Terms; decline?: Decline | undefined }>;

export type Checkouts = ReturnType<typeof createCheckouts>;

/** The pages on which customers subscribe. */
export const createCheckouts = (
  ledger: Ledger,
  visits: Visits,
  lives: Subscriptions,
  monthly: WirePrice,
  emit: Emit,
) => {
  const { sessions } = ledger;

  const customerNamed = (id: string): Stripe.Customer => {
    const customer = ledger.customers.get(id);
    if (!customer) throw new Error(`no Stripe customer ${id}`);
    return customer;
  };
  const sessionNamed = (id: string): Stripe.Checkout.Session => {
    const session = sessions.get(id);
    if (!session) throw missing('checkout.session', id, 'session');
    return session;
  };
  const amountOf = ({ price, trialDays }: Pick<Terms, 'price' | 'trialDays'>): number =>
    trialDays > 0 ? 0 : (price.unit_amount ?? 0);

  const conclude = (
    session: Stripe.Checkout.Session,
    terms: Terms,
    card: string | null,
    isPaidLater: boolean,
  ) => {
    const subscription = lives.begin({ ...terms, customer: String(session.customer), card });
    const invoice: WireInvoice = lives.invoiceFor(subscription, 'subscription_create');
    if (isPaidLater) ledger.finalize(invoice, undefined, emit);
    else if (lives.collect(invoice) && terms.trialDays === 0)
      lives.change(subscription.id, { status: 'active' });
    session.status = 'complete';
    session.payment_status =
      terms.trialDays > 0 ? 'no_payment_required' : subscription.status === 'active' ? 'paid' : 'unpaid';
    session.subscription = subscription.id;
    session.invoice = invoice.id;
    session.url = null;
    emit('checkout.session.completed', session);
    return { subscription: subscription.id, session: session.id, invoice: invoice.id };
  };

  const expire = (id: string): Stripe.Checkout.Session => {
    const session = sessionNamed(id);
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      );
    }
    session.status = 'expired';
    session.url = null;
    emit('checkout.session.expired', session);
    return session;
  };

  return {
    sessions,
    sessionNamed,
    expire,

    /** Opens a page for a customer; `url` makes the page's address of the session's id. */
    open(
      customerId: string,
      terms: Terms,
      shown: Partial<Stripe.Checkout.Session>,
      url: (session: string) => string,
    ): Stripe.Checkout.Session {
      const amount = amountOf(terms);
      const session = newCheckoutSession(
        customerNamed(customerId),
        amount,
        ledger.nowSeconds(),
        ledger.newId,
      );
      Object.assign(session, { ...shown, url: url(session.id) });
      sessions.set(session.id, session);
      visits.set(session.id, { terms });
      return session;
    },

    /** The customer pays on the page. False: the card was not taken, and the page stays open and says why. */
    complete(sessionId: string, said = 'ok'): boolean {
      const session = sessionNamed(sessionId);
      const visit = visits.get(sessionId);
      if (session.status !== 'open' || !visit) throw new Error(`the session ${sessionId} is not open`);
      const { number, does, declined } = shownCard(said);
      visit.decline = declined;
      if (declined) return false;
      const customerId = String(session.customer);
      const card = newCard(
        ledger.newId('pm_1'),
        customerId,
        number.slice(-4),
        EXPIRY_YEAR,
        ledger.nowSeconds(),
        fingerprintOf(number),
      );
      ledger.methods.set(card.id, card);
      ledger.cards.set(customerId, does satisfies Card);
      emit('payment_method.attached', card);
      conclude(session, visit.terms, card.id, false);
      return true;
    },

    declineOf: (sessionId: string): string | undefined => visits.get(sessionId)?.decline?.message,

    /** A customer goes through the checkout in one step, with the card that they have. */
    subscribe({ customer: customerId, trialDays = 0, payment = 'card' }: Subscribing) {
      const customer = customerNamed(customerId);
      const terms = { price: monthly, trialDays, metadata: { ...customer.metadata } };
      const session = newCheckoutSession(customer, amountOf(terms), ledger.nowSeconds(), ledger.newId);
      sessions.set(session.id, session);
      const { default_payment_method: card } = customer.invoice_settings;
      return conclude(session, terms, card === null ? null : String(card), payment === 'on_its_way');
    },

    /** The money that was on its way has come. */
    paymentArrives(sessionId: string): void {
      const session = sessions.get(sessionId);
      if (!session) throw new Error(`no Stripe checkout session ${sessionId}`);
      lives.collect(ledger.invoice(String(session.invoice)));
      session.payment_status = 'paid';
      emit('checkout.session.async_payment_succeeded', session);
      lives.change(String(session.subscription), { status: 'active' });
    },

    /** Somebody opened the checkout and never finished it. */
    abandonCheckout(customerId: string) {
      const session = newCheckoutSession(
        customerNamed(customerId),
        monthly.unit_amount ?? 0,
        ledger.nowSeconds(),
        ledger.newId,
      );
      sessions.set(session.id, session);
      expire(session.id);
      return { session: session.id };
    },
  };
};
