import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppointmentId, BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import {
  afterSeeing,
  type Customer,
  idsIn,
  type Sighting,
} from '../../../functions/domain/customer/customer.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const ids = derivedIds(hashing);
const of = { businessId: 'biz_apexhvac01' as BusinessId, phone: '+15125550187' };
const called = (at: string, callId: string): Sighting => ({ ...of, at, callId: callId as CallId });
const booked = (at: string, id: string, name: string): Sighting => ({
  ...of,
  at,
  appointmentId: id as AppointmentId,
  name,
});
const seen = (...sightings: Sighting[]): Customer | undefined =>
  sightings.reduce<Customer | undefined>((known, one) => afterSeeing(ids, known, one) ?? known, undefined);
const minute = (number: number) => new Date(Date.UTC(2026, 10, 23, 0, number)).toISOString();

const sighting: fc.Arbitrary<Sighting> = fc
  .tuple(fc.nat(40), fc.nat(60), fc.constantFrom('Dana', 'Dana Reyes', 'D. Reyes'), fc.boolean())
  .map(([at, id, name, isCall]) =>
    isCall ? called(minute(at), `call_${id}`) : booked(minute(at), `apt_000${id}`, name),
  );

describe('a customer [C3]', () => {
  it('is the same in whatever order, and however often, they are heard of', () => {
    fc.assert(
      fc.property(
        fc
          .array(sighting, { minLength: 1, maxLength: 80 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
            ),
          ),
        ([all, shuffled]) => {
          const { epoch: _, ...one } = seen(...all) as Customer;
          const { epoch: __, ...other } = seen(...shuffled) as Customer;
          expect(other).toEqual(one);
        },
      ),
    );
  });

  it('has the name of the latest booking, and the first and the last time of all', () => {
    const customer = seen(
      booked(minute(5), 'apt_000002', 'Dana Reyes'),
      called(minute(9), 'call_3'),
      booked(minute(2), 'apt_000001', 'Dana'),
    );

    expect(customer).toMatchObject({
      id: ids.customer(of.businessId, of.phone),
      phone: of.phone,
      name: 'Dana Reyes',
      firstAt: minute(2),
      lastAt: minute(9),
    });
    expect(idsIn(customer?.appointments ?? [])).toEqual(['apt_000002', 'apt_000001']);
    expect(idsIn(customer?.calls ?? [])).toEqual(['call_3']);
  });

  it('keeps twenty of their calls, the latest, and no more', () => {
    const calls = Array.from({ length: 21 }, (_, index) => called(minute(index), `call_${index}#odd`));

    const customer = seen(...calls.toReversed());

    expect(idsIn(seen(...calls.slice(0, 20))?.calls ?? [])).toHaveLength(20);
    expect(idsIn(customer?.calls ?? [])).toHaveLength(20);
    expect(idsIn(customer?.calls ?? [])[0]).toBe('call_20#odd');
    expect(idsIn(customer?.calls ?? [])).not.toContain('call_0#odd');
    expect(customer?.firstAt).toBe(minute(0));
  });

  it('is not written again for what is known, or for what has fallen out of sight', () => {
    const calls = Array.from({ length: 21 }, (_, index) => called(minute(index), `call_${index}`));
    const customer = seen(...calls);

    expect(afterSeeing(ids, customer, calls[20] as Sighting)).toBeUndefined();
    expect(afterSeeing(ids, customer, calls[0] as Sighting)).toBeUndefined();
  });
});
