import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { Fee } from '../../../functions/domain/fee/fee.ts';
import type { InvoiceFact } from '../../../functions/domain/fee/invoice.ts';
import { settleFee } from '../../../functions/domain/fee/settle-fee.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, MONDAY_MORNING } from '../../support/builders.ts';
import { aFee, memoryFees } from '../../support/fees.ts';

let events = 0;

const aFact = (outcome: InvoiceFact['outcome'], differing: Partial<InvoiceFact> = {}): InvoiceFact => {
  events += 1;
  const fee = aFee();
  return {
    kind: 'invoice',
    eventId: `evt_test${events}`,
    type: `invoice.${outcome}`,
    receivedAt: '2026-11-23T15:00:05.000Z',
    outcome,
    declineCode: undefined,
    invoiceId: 'in_1',
    customerId: fee.stripeCustomerId,
    totalCents: 5000,
    currency: 'usd',
    claims: { businessId: fee.businessId, appointmentId: fee.appointmentId, feeId: fee.id },
    ...differing,
  };
};

/** Nothing waits. */
const release = async () => 0;

const registered = { byStripeCustomer: async () => aBusiness().id as BusinessId | undefined };

const aWorld = (fee: Partial<Fee> = {}, registry = registered) => {
  const clock = aClock();
  const fees = memoryFees(aFee({ invoiceId: 'in_1', ...fee }));
  return { fees, clock, settle: settleFee({ fees, registry, release, ids: derivedIds(hashing), clock }) };
};

/** Every order of a few things. */
const ordersOf = <Thing>(things: readonly Thing[]): Thing[][] =>
  things.length < 2
    ? [[...things]]
    : things.flatMap((first, index) => ordersOf(things.toSpliced(index, 1)).map((rest) => [first, ...rest]));

describe('what Stripe says of an invoice [B2]', () => {
  it.each(['owed', 'declined'] as const)(
    'charges a fee that is %s when its invoice is paid',
    async (state) => {
      const { fees, settle } = aWorld({ state });

      await settle(aFact('paid'));

      expect(fees.row()).toMatchObject({ state: 'charged', chargedAt: '2026-11-23T15:00:00.000Z' });
      expect(fees.announced).toEqual(['fee.charged']);
    },
  );

  it('ends charged in whatever order a decline, an authentication and a payment arrive, each of them twice', async () => {
    const facts = [aFact('payment_failed'), aFact('payment_failed'), aFact('paid')];
    const orders = ordersOf([...facts, ...facts]);

    for (const order of orders) {
      const { fees, settle } = aWorld();
      for (const fact of order) await settle(fact);

      expect(fees.row().state).toBe('charged');
      expect(fees.announced.filter((name) => name === 'fee.charged')).toHaveLength(1);
      expect(fees.announced.filter((name) => name === 'fee.declined').length).toBeLessThan(2);
    }
    expect(orders).toHaveLength(720);
  });

  it('never turns a charged fee into a declined one', async () => {
    const { fees, settle } = aWorld();

    await settle(aFact('paid'));
    await settle(aFact('payment_failed'));
    await settle(aFact('voided'));

    expect(fees.row().state).toBe('charged');
  });

  it('applies one event once when it comes ten times at once', async () => {
    const { fees, settle } = aWorld();
    const fact = aFact('paid');

    await Promise.all(Array.from({ length: 10 }, () => settle(fact)));

    expect(fees.announced).toEqual(['fee.charged']);
  });

  it('leaves a decline to the worker that holds the fee and hears the reason', async () => {
    const { fees, settle } = aWorld({ epoch: 1, claimedAt: new Date(MONDAY_MORNING).toISOString() });

    await settle(aFact('payment_failed'));

    expect(fees.row().state).toBe('owed');
  });

  it('waives a fee whose invoice was voided', async () => {
    const { fees, settle } = aWorld({ state: 'declined' });

    await settle(aFact('voided'));

    expect(fees.row()).toMatchObject({ state: 'waived', waivedBecause: 'invoice_voided' });
  });

  it('pays no heed to the failure of an invoice that is not the recorded one', async () => {
    const { fees, settle } = aWorld();

    await settle(aFact('payment_failed', { invoiceId: 'in_stray' }));
    await settle(aFact('voided', { invoiceId: 'in_stray' }));

    expect(fees.row().state).toBe('owed');
  });
});

describe('whom an event is believed about', () => {
  it('refuses an event whose customer is not ours', async () => {
    const { settle } = aWorld({}, { byStripeCustomer: async () => undefined });

    await expect(settle(aFact('paid'))).rejects.toMatchObject({ code: 'business_not_found' });
  });

  it("refuses an event that names one business and bears another's customer", async () => {
    const { fees, settle } = aWorld({}, { byStripeCustomer: async () => 'biz_somebodyelse' as BusinessId });

    await expect(settle(aFact('paid'))).rejects.toMatchObject({ code: 'business_not_found' });
    expect(fees.row().state).toBe('owed');
  });

  it('refuses an event about a fee that is not that appointment’s', async () => {
    const { settle } = aWorld();
    const fact = aFact('paid');

    await expect(
      settle({ ...fact, claims: { ...fact.claims, feeId: 'fee_somebodyelse' } }),
    ).rejects.toMatchObject({ code: 'appointment_not_found' });
  });

  it.each([
    ['another invoice', { invoiceId: 'in_2' }, {}, 'another_invoice_paid'],
    ['another amount', { totalCents: 4900 }, {}, 'another_amount_paid'],
    ['another currency', { currency: 'eur' }, {}, 'another_amount_paid'],
    ['a fee that was waived', {}, { state: 'waived' as const }, 'waived_fee_paid'],
  ])('refuses, for somebody to look at, the payment of %s', async (_, differing, fee, because) => {
    const { settle } = aWorld(fee);

    await expect(settle(aFact('paid', differing))).rejects.toMatchObject({
      code: 'vendor_refused',
      facts: { because },
    });
  });

  it('gives up, to be asked again, when the fee moves whenever it is read', async () => {
    const { fees, clock } = aWorld();
    const settle = settleFee({
      release,
      fees: { ...fees, settle: async () => 'moved' },
      registry: registered,
      ids: derivedIds(hashing),
      clock,
    });

    await expect(settle(aFact('paid'))).rejects.toMatchObject({ code: 'busy_try_again' });
  });
});
