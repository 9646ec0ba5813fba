import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStripeEvent } from '../../../functions/adapters/stripe/events.ts';

const RECEIVED_AT = '2026-11-23T15:00:05.000Z';

const anEvent = (type: string, differing: Record<string, unknown> = {}) => ({
  id: 'evt_1SWcQ9B7WZ01zgkWinv00001',
  object: 'event',
  type,
  data: {
    object: {
      id: 'in_1',
      object: 'invoice',
      status: 'paid',
      customer: 'cus_apexhvac01',
      currency: 'usd',
      total: 5000,
      metadata: {
        kind: 'booking_fee',
        business_id: 'biz_apexhvac01',
        booking_id: 'apt_danareyes01',
        fee_id: 'fee_danareyes01',
      },
      ...differing,
    },
  },
});

describe('an event of Stripe', () => {
  it('about the invoice of a booking fee is a fact of ours', () => {
    expect(readStripeEvent(anEvent('invoice.paid'), RECEIVED_AT)).toEqual({
      kind: 'invoice',
      eventId: 'evt_1SWcQ9B7WZ01zgkWinv00001',
      type: 'invoice.paid',
      receivedAt: RECEIVED_AT,
      outcome: 'paid',
      declineCode: undefined,
      invoiceId: 'in_1',
      customerId: 'cus_apexhvac01',
      totalCents: 5000,
      currency: 'usd',
      claims: { businessId: 'biz_apexhvac01', appointmentId: 'apt_danareyes01', feeId: 'fee_danareyes01' },
    });
  });

  it.each([
    ['invoice.payment_failed', 'payment_failed', undefined],
    ['invoice.payment_action_required', 'payment_failed', 'authentication_required'],
    ['invoice.marked_uncollectible', 'payment_failed', 'uncollectible'],
    ['invoice.voided', 'voided', undefined],
  ])('of type %s means %s', (type, outcome, declineCode) => {
    expect(readStripeEvent(anEvent(type), RECEIVED_AT)).toMatchObject({
      kind: 'invoice',
      outcome,
      declineCode,
    });
  });

  it.each([
    ['of a type nothing follows from', anEvent('invoice.finalized')],
    ['named like a property of every object', anEvent('constructor')],
    ['of a payment that another event tells of', anEvent('invoice.payment_succeeded')],
    ['thin', { id: 'evt_test_65UKq1thin', object: 'v2.core.event', type: 'v1.invoice.paid' }],
  ])('%s is only stored', (_, body) => {
    expect(readStripeEvent(body, RECEIVED_AT).kind).toBe('stored-only');
  });

  it.each([
    ['no event', {}],
    ['text', 'hello'],
    ['nothing', null],
    ['without an object', { id: 'evt_1SWcQ9B7WZ01', object: 'event', type: 'invoice.paid' }],
    ['a subscription that never began', anEvent('customer.subscription.updated')],
    [
      'a dispute of no amount of cents',
      anEvent('charge.dispute.created', { object: 'dispute', amount: 0.5 }),
    ],
    ['a fee of a business with no id', anEvent('invoice.paid', { metadata: { kind: 'booking_fee' } })],
    ['a fee with half a cent', anEvent('invoice.paid', { total: 5000.5 })],
    ['a fee in no state', anEvent('invoice.paid', { status: null })],
  ])('that is %s is refused', (_, body) => {
    expect(() => readStripeEvent(body, RECEIVED_AT)).toThrow('malformed_request');
  });
});

const fixtures = new URL('../../../../shared/fixtures/stripe/', import.meta.url);

describe.skipIf(!existsSync(fixtures))('the recorded events (skipped where ../shared is absent)', () => {
  it.each([
    ['invoice.paid.booking', 'invoice'],
    ['invoice.payment_failed.booking', 'invoice'],
    ['invoice.payment_action_required.booking', 'invoice'],
    ['invoice.paid.subscription', 'account-invoice'],
    ['customer.subscription.created', 'subscription'],
    ['customer.subscription.updated.active', 'subscription'],
    ['customer.subscription.updated.past_due', 'subscription'],
    ['customer.subscription.trial_will_end', 'subscription'],
    ['customer.subscription.deleted', 'subscription'],
    ['checkout.session.completed', 'checkout'],
    ['charge.dispute.created', 'reversal'],
    ['credit_note.created', 'reversal'],
    ['invoice_payment.paid', 'invoice-payment'],
    ['refund.created', 'reversal'],
    ['thin.v1.invoice.paid', 'stored-only'],
  ])('%s is read as %s', (name, kind) => {
    const body: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, fixtures), 'utf8'));

    expect(readStripeEvent(body, RECEIVED_AT).kind).toBe(kind);
  });
});
