import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import {
  type Checkout,
  type CheckoutFact,
  checkoutAfter,
} from '../../../functions/domain/subscription/checkout.ts';
import {
  type AccountInvoice,
  type AccountInvoiceFact,
  type InvoiceState,
  invoiceAfter,
} from '../../../functions/domain/subscription/invoice.ts';
import { delivered } from '../../support/histories.ts';

const BUSINESS = 'biz_apexhvac01' as BusinessId;
const at = (second: number) => new Date(Date.parse('2026-11-23T15:00:00.000Z') + second * 1000).toISOString();

let serial = 0;
const newId = () => {
  serial += 1;
  return `evt_${10_000 - serial}`;
};
const occasionOf = (eventId: string) =>
  ({ vendor: 'stripe', eventId, type: 'any', receivedAt: at(5) }) as const;

const invoiceFact = (state: InvoiceState, second: number, attempts = 1): AccountInvoiceFact => {
  const eventId = newId();
  return {
    kind: 'account-invoice',
    occasion: occasionOf(eventId),
    customerId: 'cus_apexhvac01',
    invoiceId: 'in_month1',
    sighting: {
      eventId,
      at: at(second),
      state,
      totalCents: 20_000,
      paidCents: state === 'paid' ? 20_000 : 0,
      currency: 'usd',
      attempts,
      reason: 'subscription_cycle',
    },
  };
};

const invoiceOf = (facts: readonly AccountInvoiceFact[]): Partial<AccountInvoice> => {
  const last = facts.reduce<AccountInvoice | undefined>(
    (known, fact) => invoiceAfter(known, BUSINESS, fact) ?? known,
    undefined,
  );
  const { version, ...row } = last ?? { version: 0 };
  expect(version).toBeGreaterThan(0);
  return row;
};

describe("an invoice of a business's subscription [B1]", () => {
  it.each([
    ['paid after two failures', ['payment_failed', 'payment_failed', 'paid'], 'paid'],
    ['paid in the second in which it failed', ['payment_failed', 'action_required', 'paid'], 'paid'],
    ['paid, although a failure claims to be later', ['paid', 'payment_failed'], 'paid'],
    ['void, although it was given up later', ['void', 'uncollectible'], 'void'],
    ['paid after it was given up', ['uncollectible', 'paid'], 'paid'],
  ] as const)('is %s, in whatever order that is told', (name, states, expected) => {
    const isOneSecond = name.includes('second in which');
    const facts = states.map((state, index) => invoiceFact(state, isOneSecond ? 0 : index, index + 1));

    void fc.assert(
      fc.property(delivered(facts), (order) => {
        expect(invoiceOf(order)).toEqual(invoiceOf(facts));
        expect(invoiceOf(order).state).toBe(expected);
      }),
      { seed: 1795446 },
    );
  });
});

const checkoutFact = (result: Checkout['result'], second: number): CheckoutFact => {
  const eventId = newId();
  return {
    kind: 'checkout',
    occasion: occasionOf(eventId),
    customerId: 'cus_apexhvac01',
    sessionId: 'cs_test_1',
    sighting: { eventId, at: at(second), result, subscriptionId: 'sub_1' },
  };
};

const checkoutOf = (facts: readonly CheckoutFact[]) =>
  facts.reduce<Checkout | undefined>(
    (known, fact) => checkoutAfter(known, BUSINESS, fact) ?? known,
    undefined,
  );

describe('a visit to the checkout [B1]', () => {
  it.each([
    ['completed once its money has come', ['awaiting_payment', 'completed'], [0, 60], 'completed'],
    ['completed where both are of one second', ['awaiting_payment', 'completed'], [0, 0], 'completed'],
    [
      'failed where its money did not come',
      ['awaiting_payment', 'payment_failed'],
      [0, 60],
      'payment_failed',
    ],
    ['expired where nobody completed it', ['expired'], [0], 'expired'],
  ] as const)('is %s, in whatever order that is told', (_, results, seconds, expected) => {
    const facts = results.map((result, index) => checkoutFact(result, seconds[index] ?? 0));

    expect(checkoutOf(facts)?.result).toBe(expected);
    expect(checkoutOf(facts.toReversed())?.result).toBe(expected);
  });
});
