import type Stripe from 'stripe';
import type { Emit, Ledger } from './ledger.ts';
import { fingerprintOf, shownCard } from './test-cards.ts';
import { newCard } from './wire-card.ts';

const EXPIRY_YEAR = 2030;

/** The cards of customers, as they see them in the portal. */
export const createWallets = (ledger: Ledger, emit: Emit) => {
  const customerNamed = (id: string): Stripe.Customer => {
    const customer = ledger.customers.get(id);
    if (!customer) throw new Error(`no Stripe customer ${id}`);
    return customer;
  };

  return {
    /** The owner puts another card on file: digits, or what it does; without either the old one's behaviour goes on. */
    replaceCard(customerId: string, said?: string) {
      const customer = customerNamed(customerId);
      const { number, does } = shownCard(said ?? 'ok');
      const card = newCard(
        ledger.newId('pm_1'),
        customerId,
        number.slice(-4),
        EXPIRY_YEAR,
        ledger.nowSeconds(),
        fingerprintOf(number),
      );
      ledger.methods.set(card.id, card);
      if (said !== undefined) ledger.cards.set(customerId, does);
      const previous = { default_payment_method: customer.invoice_settings.default_payment_method };
      customer.invoice_settings.default_payment_method = card.id;
      emit('payment_method.attached', card);
      emit('customer.updated', customer, { invoice_settings: previous });
      return { card: card.id };
    },

    /** The bank has sent a new card under the old name. */
    renewCard(customerId: string): void {
      const id = customerNamed(customerId).invoice_settings.default_payment_method;
      if (id === null) throw new Error(`${customerId} has no card`);
      const card = newCard(String(id), customerId, '1881', EXPIRY_YEAR + 1, ledger.nowSeconds());
      emit('payment_method.automatically_updated', card, { card: { exp_year: EXPIRY_YEAR, last4: '4242' } });
    },
  };
};
