import { describe, expect, it } from 'vitest';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { chargeBookingFee } from '../../../functions/domain/fee/charge-booking-fee.ts';
import { feeOwed } from '../../../functions/domain/fee/fee.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, aClock, anAppointment } from '../../support/builders.ts';
import { aFee, memoryFees } from '../../support/fees.ts';
import { memoryPayments } from '../../support/payments.ts';

const ids = derivedIds(hashing);

/** A claim has run out by then; and by then Stripe has forgotten every idempotency key. */
const SECONDS_65 = 65_000;
const HOURS_25 = 25 * 3_600_000;

describe('a worker that dies [B2]', () => {
  type Point = { call: number; when: 'before' | 'after' };

  /** Every call that leaves the worker is a place to die in, before its effect or after it. */
  const dyingAt = (points: readonly Point[], untilAgainMs = SECONDS_65) => {
    const clock = aClock();
    const fees = memoryFees(aFee());
    const payments = memoryPayments(clock);
    const planned = [...points];
    let calls = 0;
    let deaths = 0;
    const mortal = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const method: unknown = Reflect.get(target, name, receiver);
          if (typeof method !== 'function') return method;
          return async (...parameters: unknown[]) => {
            calls += 1;
            const point = calls === planned[0]?.call ? planned.shift() : undefined;
            if (point) deaths += 1;
            if (point?.when === 'before') throw new Error('killed');
            const result: unknown = await Reflect.apply(method, target, parameters);
            if (point) throw new Error('killed');
            return result;
          };
        },
      });
    const charge = chargeBookingFee({
      fees: mortal(fees),
      payments: mortal(payments),
      ids,
      clock,
      appointments: { find: async () => anAppointment() },
      businesses: { find: async () => aBusiness() },
    });
    const run = async () => {
      calls = 0;
      try {
        return await charge(feeOwed(ids, aFee()));
      } catch (error) {
        if (error instanceof Refusal) throw error;
        return 'died';
      } finally {
        clock.pass(untilAgainMs);
      }
    };
    return { fees, payments, run, deaths: () => deaths };
  };

  const CALLS = 9;
  const singles: Point[] = Array.from({ length: CALLS }, (_, index) => [
    { call: index + 1, when: 'before' as const },
    { call: index + 1, when: 'after' as const },
  ]).flat();

  it.each(
    singles.flatMap((point) => [
      { ...point, again: 'a minute', untilAgainMs: SECONDS_65 },
      { ...point, again: 'a day', untilAgainMs: HOURS_25 },
    ]),
  )('F-BL-2: charges once although it dies $when call $call and begins again $again later', async (point) => {
    const world = dyingAt([point], point.untilAgainMs);

    for (let time = 0; time < 3; time += 1) await world.run();

    expect(world.payments.collected()).toBe(1);
    expect(world.payments.invoices()).toHaveLength(1);
    expect(world.fees.row().state).toBe('charged');
    expect(world.deaths()).toBe(1);
  });

  it.each([SECONDS_65, HOURS_25])(
    'F-BL-2: charges once whichever two deaths follow each other (%i)',
    async (wait) => {
      let both = 0;
      for (const first of singles) {
        for (const second of singles) {
          const world = dyingAt([first, second], wait);
          for (let time = 0; time < 4; time += 1) await world.run();

          expect(world.payments.collected()).toBe(1);
          expect(world.fees.row().state).toBe('charged');
          if (world.deaths() === 2) both += 1;
        }
      }
      expect(both).toBeGreaterThan(100);
    },
  );
});
