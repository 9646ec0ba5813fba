import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../functions/adapters/stripe/failures.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import type { Payments } from '../../../functions/domain/fee/ports.ts';
import { startCharging } from './charging.ts';

/** What a worker asked for and gave up on, to land when the test lets it. */
const holdingItems = (payments: Payments) => {
  const held: (() => Promise<unknown>)[] = [];
  return {
    held,
    payments: {
      ...payments,
      async itemise(bill, invoiceId) {
        held.push(() => payments.itemise(bill, invoiceId));
        throw new Refusal('vendor_outcome_unknown', { vendor: 'stripe', step: 'item' });
      },
    } satisfies Payments,
  };
};

describe('new idempotency keys [B2]', () => {
  it('are not used after a look that Stripe failed to answer: an item on its way is not put on twice', async () => {
    const { stripe, fees, payments, chargeWith, charge } = await startCharging();
    const holding = holdingItems(payments);
    await chargeWith(holding.payments);
    stripe.faults.add({
      match: { method: 'GET', path: '^/v1/invoices/[^/]+$' },
      effect: 'error-500-before',
      times: 1,
    });
    await charge();
    const issuingLate: Payments = {
      ...payments,
      async issue(bill, invoiceId) {
        await holding.held[0]?.();
        return payments.issue(bill, invoiceId);
      },
    };

    expect(await chargeWith(issuingLate)).toBe('charged');
    expect(holding.held).toHaveLength(1);
    expect(fees.row().keyVersion).toBe(1);
    expect(stripe.invoices()).toMatchObject([{ amountPaidCents: 5000 }]);
  });

  it.each([
    ['a gateway that fails before Stripe has the request', 502, {}, false],
    ['a failure that Stripe tells for the first time', 500, {}, false],
    ['a failure that Stripe repeats', 500, { 'idempotent-replayed': 'true' }, true],
  ])('are used only once the old ones are used up: %s', (_, statusCode, headers, answered) => {
    const error = new Stripe.errors.StripeAPIError({
      type: 'api_error',
      message: 'No.',
      statusCode,
      headers,
    });

    expect(refusalOf(error, 'item')).toMatchObject({ code: 'vendor_outcome_unknown', facts: { answered } });
  });

  it('are not used while a request under the old ones is running', () => {
    const running = { type: 'idempotency_error', message: 'Running.', statusCode: 409, headers: {} } as const;
    const refusal = refusalOf(new Stripe.errors.StripeIdempotencyError(running), 'item');

    expect(refusal).toMatchObject({ code: 'vendor_outcome_unknown' });
    expect(refusal).not.toHaveProperty('facts.answered');
  });
});
