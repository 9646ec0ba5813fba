import { afterEach } from 'vitest';
import { stripePayments } from '../../../functions/adapters/stripe/payments.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { chargeBookingFee } from '../../../functions/domain/fee/charge-booking-fee.ts';
import { feeOwed } from '../../../functions/domain/fee/fee.ts';
import type { Payments } from '../../../functions/domain/fee/ports.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import type { Card } from '../../../scripts/local/vendors/stripe/cards.ts';
import { startStripe } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { aFee, memoryFees } from '../../support/fees.ts';
import { secretsOf } from '../../support/secrets.ts';

const ids = derivedIds(hashing);
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** One fee charged through the real adapter and SDK at a simulated Stripe. */
export const startCharging = async (given: { card?: Card; priceCents?: number; timeoutMs?: number } = {}) => {
  const clock = createLocalClock();
  const stripe = await startStripe({
    clock,
    webhookUrl: () => undefined,
    bookingFee: { priceId: 'price_booking_fee_local', amountCents: given.priceCents ?? 5000 },
  });
  stops.push(() => stripe.stop());
  const business = aBusiness();
  stripe.addCustomer({ id: business.billing.stripeCustomerId, card: given.card ?? 'ok' });
  const billing = { ...business.billing, defaultPaymentMethod: undefined };
  const createdAt = new Date(clock.now()).toISOString();
  const fees = memoryFees(aFee({ createdAt }));
  const payments = stripePayments(
    {
      apiUrl: stripe.url,
      secrets: secretsOf({ stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: ['whsec_x'] } }),
      timeoutMs: given.timeoutMs ?? 2_000,
    },
    async () => stripe.bookingFeePrice,
  );
  const chargeWith = (port: Payments, defaultPaymentMethod?: string) =>
    chargeBookingFee({
      fees,
      payments: port,
      ids,
      clock,
      appointments: { find: async () => anAppointment() },
      businesses: { find: async () => ({ ...business, billing: { ...billing, defaultPaymentMethod } }) },
    })(feeOwed(ids, aFee()));
  return {
    stripe,
    fees,
    payments,
    chargeWith,
    charge: () => chargeWith(payments),
    /** Lets time go by, for us and for Stripe. */
    pass: (milliseconds: number) => clock.set(clock.offsetMs() + milliseconds),
    posts: () => stripe.received().filter(({ method }) => method === 'POST'),
  };
};
