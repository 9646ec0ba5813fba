import { describe, expect, it } from 'vitest';
import type { Payments } from '../../../functions/domain/fee/ports.ts';
import type { RequestFault } from '../../../scripts/local/vendors/faults.ts';
import { startCharging } from './charging.ts';

const HOUR_MS = 3_600_000;
const paths = {
  draft: '^/v1/invoices$',
  item: '^/v1/invoiceitems$',
  finalize: '^/v1/invoices/[^/]+/finalize$',
  pay: '^/v1/invoices/[^/]+/pay$',
} as const;
const steps = ['draft', 'item', 'finalize', 'pay'] as const;

const faultAt = (step: keyof typeof paths, effect: RequestFault['effect'], times = 1): RequestFault => ({
  match: { method: 'POST', path: paths[step] },
  effect,
  times,
});

/** The money has moved, the worker is gone before it could write. */
const dyingAfterPay = (payments: Payments): Payments => ({
  ...payments,
  collect: async (bill, invoiceId) => {
    await payments.collect(bill, invoiceId);
    throw new Error('killed');
  },
});

describe('one fee is one charge [B2]', () => {
  it('F-BL-2: when the worker is killed after Stripe took the money and before it is written down', async () => {
    const { stripe, fees, charge, chargeWith, payments, pass } = await startCharging();

    await expect(chargeWith(dyingAfterPay(payments))).rejects.toThrow('killed');
    expect(fees.row().state).toBe('owed');
    pass(65_000);

    expect(await charge()).toBe('charged');
    expect(stripe.paidInvoices()).toMatchObject([{ attempts: 1, amountPaidCents: 5000 }]);
    expect(stripe.invoices()).toHaveLength(1);
  });

  it('F-BL-2: when the worker was killed like that and Stripe has forgotten every key since', async () => {
    const { stripe, charge, chargeWith, payments, pass } = await startCharging();

    await expect(chargeWith(dyingAfterPay(payments))).rejects.toThrow('killed');
    pass(25 * HOUR_MS);

    expect(await charge()).toBe('charged');
    expect(stripe.invoices()).toMatchObject([{ status: 'paid', attempts: 1 }]);
  });

  it('when the event comes ten times', async () => {
    const { stripe, charge } = await startCharging();

    for (let time = 0; time < 10; time += 1) await charge();

    expect(stripe.invoices()).toMatchObject([{ status: 'paid', attempts: 1 }]);
  });

  it('when Stripe is down for a while and then back', async () => {
    const { stripe, charge } = await startCharging();
    stripe.faults.down(true);
    for (let time = 0; time < 3; time += 1) expect(await charge()).toBe('later');
    stripe.faults.clear();

    expect(await charge()).toBe('charged');
    expect(stripe.invoices()).toMatchObject([{ status: 'paid', attempts: 1 }]);
  });

  const effects = [
    'refuse-503',
    '429',
    'error-500-before',
    'error-500-after',
    'garbage',
    'drop-connection',
    'drop-connection-after',
    'hang-before',
    'hang-after',
  ] as const;
  const troubles = steps.flatMap((step) => effects.map((effect) => [effect, step] as const));

  it.each(troubles)('F-BL-2: after %s at %s, at once and a day later', async (effect, step) => {
    const outcomes: string[] = [];
    for (const wait of [65_000, 25 * HOUR_MS]) {
      const { stripe, charge, pass, fees } = await startCharging({ timeoutMs: 300 });
      stripe.faults.add(faultAt(step, effect));

      outcomes.push(await charge());
      pass(wait);
      // An answered failure is repeated under the same keys once more before it is asked anew.
      while (fees.row().state === 'owed') outcomes.push(await charge());

      expect(stripe.paidInvoices()).toMatchObject([{ attempts: 1, amountPaidCents: 5000 }]);
      expect(fees.row()).toMatchObject({ state: 'charged', invoiceId: stripe.paidInvoices()[0]?.id });
    }
    expect(outcomes.length).toBeLessThanOrEqual(6);
  });

  it('when a stored failure is repeated for every step in turn', async () => {
    const { stripe, charge, fees } = await startCharging();
    for (const step of steps) stripe.faults.add(faultAt(step, 'error-500-before', 2));

    for (let time = 0; fees.row().state === 'owed' && time < 20; time += 1) await charge();

    expect(fees.row().state).toBe('charged');
    expect(stripe.invoices()).toMatchObject([{ status: 'paid', attempts: 1 }]);
  });
});
