import { describe, expect, it } from 'vitest';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { chargeBookingFee } from '../../../functions/domain/fee/charge-booking-fee.ts';
import { feeOwed } from '../../../functions/domain/fee/fee.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from '../../support/builders.ts';
import { aFeeWorld, secondsUntilWake } from '../../support/fee-world.ts';
import { aFee, memoryFees } from '../../support/fees.ts';

const ids = derivedIds(hashing);

describe('charging a booking fee [B2]', () => {
  it('charges an owed fee in four steps and announces it', async () => {
    const world = aFeeWorld();

    const outcome = await world.charge();

    expect(outcome).toBe('charged');
    expect(world.payments.asked).toEqual(['draft', 'itemise', 'issue', 'collect']);
    expect(world.payments.collected()).toBe(1);
    expect(world.fees.row()).toMatchObject({
      state: 'charged',
      invoiceId: 'in_1',
      chargedAt: '2026-11-23T15:00:00.000Z',
    });
    expect(world.fees.announced).toEqual(['fee.charged']);
    expect(world.fees.wakeAtMs(world.fees.row())).toBeUndefined();
  });

  it('charges once when the event comes ten times', async () => {
    const world = aFeeWorld();

    const outcomes = [];
    for (let time = 0; time < 10; time += 1) outcomes.push(await world.charge());

    expect(outcomes).toEqual(['charged', ...Array(9).fill('settled_before')]);
    expect(world.payments.collected()).toBe(1);
  });

  it('charges once when twenty workers get it at the same time', async () => {
    const world = aFeeWorld();

    const outcomes = await Promise.all(Array.from({ length: 20 }, world.charge));

    expect(outcomes.filter((outcome) => outcome === 'charged')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'held_by_another')).toHaveLength(19);
    expect(world.payments.invoices()).toHaveLength(1);
    expect(world.payments.collected()).toBe(1);
  });

  it('leaves a fee alone that somebody took less than a minute ago, and takes over a claim of a minute', async () => {
    const claimedAt = new Date(MONDAY_MORNING).toISOString();
    const world = aFeeWorld({ fee: { epoch: 1, attempt: 1, claimedAt, firstAttemptAt: claimedAt } });

    world.clock.pass(59_999);
    const early = await world.charge();
    world.clock.pass(1);
    const later = await world.charge();

    expect([early, later]).toEqual(['held_by_another', 'charged']);
  });

  it('says nothing and does nothing about a fee that is waived', async () => {
    const world = aFeeWorld({ fee: { state: 'waived', waivedBecause: 'trial' } });

    expect(await world.charge()).toBe('settled_before');
    expect(world.payments.asked).toEqual([]);
  });

  it('records a declined card with its code and leaves the invoice to be paid later', async () => {
    const world = aFeeWorld();
    world.payments.decline('insufficient_funds');

    expect(await world.charge()).toBe('declined');
    expect(world.fees.row()).toMatchObject({
      state: 'declined',
      declineCode: 'insufficient_funds',
      invoiceId: 'in_1',
    });
    expect(world.fees.announced).toEqual(['fee.declined']);
    expect(world.payments.invoices()).toMatchObject([{ status: 'open' }]);
  });

  it('refuses an event whose fee nobody wrote', async () => {
    const world = aFeeWorld();
    const charge = chargeBookingFee({
      ...world,
      ids,
      fees: memoryFees(),
      appointments: { find: async () => anAppointment() },
      businesses: { find: async () => aBusiness() },
    });

    await expect(charge(feeOwed(ids, aFee()))).rejects.toMatchObject({ code: 'appointment_not_found' });
  });
});

describe('what must never be paid [B2]', () => {
  it('refuses an invoice that is not of the amount that is owed', async () => {
    const world = aFeeWorld({ priceCents: 5900 });

    await expect(world.charge()).rejects.toMatchObject({
      code: 'vendor_refused',
      facts: { because: 'invoice_total' },
    });
    await expect(world.charge()).rejects.toMatchObject({ code: 'vendor_refused' });
    expect(world.payments.collected()).toBe(0);
    expect(world.fees.row().state).toBe('owed');
    expect(secondsUntilWake(world)).toBe(86_400);
    // The vendor collects an issued invoice by itself.
    expect(world.payments.asked).not.toContain('issue');
  });

  it("refuses to charge another business's customer", async () => {
    const world = aFeeWorld({ fee: { stripeCustomerId: 'cus_somebodyelse' } });

    await expect(world.charge()).rejects.toMatchObject({ facts: { because: 'fee_of_another_customer' } });
    expect(world.payments.asked).toEqual([]);
  });

  it.each([
    ['another customer', { customerId: 'cus_somebodyelse' }, 'invoice_of_another_customer'],
    ['another fee', { feeId: 'fee_somebodyelse' }, 'invoice_of_another_fee'],
    ['another currency', { currency: 'eur' }, 'invoice_currency'],
  ])('refuses a recorded invoice of %s', async (_, differing, because) => {
    const world = aFeeWorld();
    world.payments.plan('collect', 'unavailable');
    await world.charge();
    world.payments.change('in_1', differing);

    await expect(world.charge()).rejects.toMatchObject({ facts: { because } });
    expect(world.payments.collected()).toBe(0);
  });

  it('refuses to make a second invoice when somebody deleted the first', async () => {
    const world = aFeeWorld({ fee: { invoiceId: 'in_deleted', attempt: 1 } });

    await expect(world.charge()).rejects.toMatchObject({ facts: { because: 'invoice_missing' } });
    expect(world.payments.invoices()).toEqual([]);
  });
});

describe('an appointment cancelled before the charge', () => {
  it('waives the fee without asking the vendor when nothing was tried', async () => {
    const world = aFeeWorld({ appointment: { status: 'cancelled' } });

    expect(await world.charge()).toBe('waived');
    expect(world.fees.row()).toMatchObject({ state: 'waived', waivedBecause: 'cancelled_before_charge' });
    expect(world.payments.asked).toEqual([]);
  });

  it('charges it all the same when the business itself cancelled: nobody calls off what they have to pay for', async () => {
    const world = aFeeWorld({
      appointment: {
        status: 'cancelled',
        cancelledBy: PersonId.parse('6f1c1f0e-58a5-4d1c-9d7a-0d3c8f1c2b11'),
      },
    });

    expect(await world.charge()).toBe('charged');
    expect(world.payments.invoices()).toMatchObject([{ status: 'paid' }]);
  });

  it.each([
    ['issue', 'deletes the draft', []],
    ['collect', 'voids the open invoice', [{ status: 'void' }]],
  ] as const)('after a failed %s it %s and waives the fee', async (step, _, invoices) => {
    const world = aFeeWorld();
    world.payments.plan(step, 'unavailable');
    await world.charge();
    world.cancelAppointment();

    expect(await world.charge()).toBe('waived');
    expect(world.payments.invoices()).toMatchObject(invoices);
    expect(world.payments.collected()).toBe(0);
  });

  it('stays charged when the money had moved already', async () => {
    const world = aFeeWorld();
    world.payments.plan('collect', 'lost_after');
    await world.charge();
    world.cancelAppointment();

    expect(await world.charge()).toBe('charged');
    expect(world.payments.collected()).toBe(1);
  });
});
