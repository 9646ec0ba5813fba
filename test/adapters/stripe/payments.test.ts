import { describe, expect, it } from 'vitest';
import { STRIPE_API_VERSION } from '../../../functions/adapters/stripe/api-version.ts';
import { stripePayments } from '../../../functions/adapters/stripe/payments.ts';
import { billFor } from '../../../functions/domain/fee/invoice.ts';
import type { StripeSimulator } from '../../../scripts/local/vendors/stripe/start-stripe.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { aFee } from '../../support/fees.ts';
import { secretsOf } from '../../support/secrets.ts';
import { startCharging } from './charging.ts';

/** As Stripe would show it. */
const linesOf = async ({ url, keys }: StripeSimulator, invoiceId: string | undefined): Promise<unknown[]> => {
  const headers = { authorization: `Bearer ${keys.secretKey}`, 'stripe-version': STRIPE_API_VERSION };
  const answer = await fetch(`${url}/v1/invoices/${invoiceId}`, { headers });
  return ((await answer.json()) as { lines: { data: unknown[] } }).lines.data;
};

const bill = billFor(aFee(), anAppointment(), aBusiness());

describe('a booking fee at Stripe [B2]', () => {
  it('F-BL-1: is one line of $50 on a paid invoice of its own that says what it is for and not for whom', async () => {
    const { charge, stripe, fees } = await startCharging();

    expect(await charge()).toBe('charged');

    const [invoice, ...others] = stripe.invoices();
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({
      status: 'paid',
      amountPaidCents: 5000,
      customer: 'cus_apexhvac01',
      description: 'Booking fee: Furnace repair, Tue, Nov 24 at 9:00 AM (K7QF2M)',
      metadata: {
        business_id: 'biz_apexhvac01',
        booking_id: 'apt_danareyes0000000000000001',
        fee_id: 'fee_danareyes0000000000000001',
        kind: 'booking_fee',
      },
    });
    expect(await linesOf(stripe, invoice?.id)).toMatchObject([
      { amount: 5000, currency: 'usd', quantity: 1, metadata: { kind: 'booking_fee' } },
    ]);
    expect(fees.row()).toMatchObject({ state: 'charged', invoiceId: invoice?.id });
    expect(JSON.stringify(stripe.received().map(({ body }) => body))).not.toContain('Dana');
  });

  it('is asked for in four requests, each under a key of its own', async () => {
    const { charge, stripe, posts } = await startCharging();

    await charge();

    const id = stripe.invoices()[0]?.id;
    expect(posts().map(({ path, headers }) => [path, headers['idempotency-key']])).toEqual([
      ['/v1/invoices', 'fee_danareyes0000000000000001:invoice:v1'],
      ['/v1/invoiceitems', 'fee_danareyes0000000000000001:item:v1'],
      [`/v1/invoices/${id}/finalize`, 'fee_danareyes0000000000000001:finalize:v1'],
      [`/v1/invoices/${id}/pay`, 'fee_danareyes0000000000000001:pay:v1'],
    ]);
    expect(posts().map(({ body }) => body)).toMatchObject([
      {
        auto_advance: 'false',
        pending_invoice_items_behavior: 'exclude',
        collection_method: 'charge_automatically',
      },
      { pricing: { price: 'price_booking_fee_local' }, invoice: id },
      { auto_advance: 'true' },
      { off_session: 'true' },
    ]);
    expect(stripe.received()[0]?.headers).toMatchObject({ 'stripe-version': '2026-10-28.endive' });
  });

  it('is charged to the card we know, and to the default card when Stripe no longer knows that one', async () => {
    const { chargeWith, payments, posts, stripe } = await startCharging();

    expect(await chargeWith(payments, 'pm_replaced_in_the_portal')).toBe('charged');

    expect(posts().slice(0, 2)).toMatchObject([
      { body: { default_payment_method: 'pm_replaced_in_the_portal' }, status: 400 },
      { path: '/v1/invoices', status: 200 },
    ]);
    expect(stripe.paidInvoices()).toHaveLength(1);
  });

  it.each([
    ['insufficient_funds', 'insufficient_funds'],
    ['card_declined', 'generic_decline'],
    ['expired_card', 'expired_card'],
    ['authentication_required', 'authentication_required'],
    ['none', 'no_payment_method'],
  ] as const)(
    'F-BL-1: with a card that says %s is declined as %s and stays open, at $50, to be paid',
    async (card, declineCode) => {
      const { charge, stripe, fees } = await startCharging({ card });

      expect(await charge()).toBe('declined');

      expect(fees.row()).toMatchObject({ state: 'declined', declineCode });
      expect(stripe.invoices()).toMatchObject([{ status: 'open', amountDueCents: 5000 }]);
    },
  );

  it.each([0, 5900])('F-BL-1: is never issued when the price at Stripe is %i cents', async (priceCents) => {
    const { charge, stripe } = await startCharging({ priceCents });

    await expect(charge()).rejects.toMatchObject({
      code: 'vendor_refused',
      facts: { because: 'invoice_total' },
    });
    expect(stripe.paidInvoices()).toEqual([]);
    expect(stripe.received().filter(({ path }) => path.endsWith('/pay'))).toEqual([]);
    // Stripe collects a finalised invoice by itself.
    expect(stripe.invoices()).toMatchObject([{ status: 'draft' }]);
  });
});

describe('the payments port at Stripe', () => {
  it('refuses what will never work', async () => {
    const { payments } = await startCharging();

    await expect(payments.draft({ ...bill, customerId: 'cus_unknown' })).rejects.toMatchObject({
      code: 'vendor_refused',
      facts: { because: 'resource_missing', status: 400 },
    });
  });

  it('calls itself unavailable when nobody listens', async () => {
    const payments = stripePayments(
      { apiUrl: 'http://127.0.0.1:9', secrets: secretsOf({}) },
      async () => 'price_x',
    );

    await expect(payments.draft(bill)).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it('takes up a new key that was put in place since the secret was read', async () => {
    const { stripe } = await startCharging();
    const stale = { secretKey: 'sk_test_stale', webhookSecrets: ['whsec_x'] };
    const fresh = { ...stale, secretKey: stripe.keys.secretKey };
    const secrets = secretsOf({ stripe: stale }, { stripe: fresh });
    const payments = stripePayments({ apiUrl: stripe.url, secrets }, async () => stripe.bookingFeePrice);

    await expect(payments.draft({ ...bill, paymentMethod: undefined })).resolves.toMatchObject({
      status: 'draft',
    });
  });

  it('refuses when no live key is known to Stripe', async () => {
    const { stripe } = await startCharging();
    const payments = stripePayments(
      { apiUrl: stripe.url, secrets: secretsOf({}) },
      async () => stripe.bookingFeePrice,
    );

    await expect(payments.draft(bill)).rejects.toMatchObject({
      code: 'vendor_refused',
      facts: { status: 401 },
    });
  });

  it('takes an invoice that is finalised or paid already as it is', async () => {
    const { payments, charge, stripe } = await startCharging();
    await charge();
    const id = stripe.invoices()[0]?.id ?? '';
    const again = { ...bill, keyVersion: 7 };

    expect(await payments.issue(again, id)).toMatchObject({ status: 'paid' });
    expect(await payments.collect(again, id)).toMatchObject({ kind: 'paid' });
    expect(stripe.paidInvoices()).toMatchObject([{ attempts: 1 }]);
  });

  it('deletes a draft, voids an open invoice, and does not claim to have called off a paid one', async () => {
    const { payments, stripe } = await startCharging();
    const plain = { ...bill, paymentMethod: undefined };
    const inState = async (keyVersion: number, steps: number) => {
      const version = { ...plain, keyVersion };
      const { id } = await payments.draft(version);
      if (steps > 0) await payments.itemise(version, id);
      if (steps > 1) await payments.issue(version, id);
      if (steps > 2) await payments.collect(version, id);
      const invoice = await payments.find(version, { invoiceId: id, sinceMs: 0 });
      if (!invoice) throw new Error('not found');
      return payments.callOff(version, invoice).then(() => invoice.id);
    };

    const draft = await inState(1, 0);
    const open = await inState(2, 2);

    expect(stripe.invoices()).toMatchObject([{ id: open, status: 'void' }]);
    expect(await payments.find(plain, { invoiceId: draft, sinceMs: 0 })).toBeUndefined();
    await expect(inState(3, 3)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
    expect(stripe.paidInvoices()).toHaveLength(1);
  });

  it('finds the invoice of a fee among many by what we wrote on it', async () => {
    const { payments } = await startCharging();
    const plain = { ...bill, paymentMethod: undefined };
    for (let other = 0; other < 120; other += 1) {
      await payments.draft({ ...plain, feeId: `fee_other${1000 + other}` as typeof bill.feeId });
    }
    const wanted = await payments.draft(plain);
    await payments.draft({ ...plain, feeId: 'fee_lastlast' as typeof bill.feeId });

    expect(await payments.find(plain, { sinceMs: 0 })).toMatchObject({ id: wanted.id });
    expect(await payments.find(plain, { sinceMs: Date.now() + 3_600_000 })).toBeUndefined();
  });
});
