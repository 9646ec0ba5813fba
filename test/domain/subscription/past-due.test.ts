import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import {
  type AccountFact,
  accountAfter,
  type BillingAccount,
  newAccount,
  standingOf,
} from '../../../functions/domain/subscription/account.ts';
import type { Sighting } from '../../../functions/domain/subscription/subscription.ts';
import { aSubscription } from '../../support/histories.ts';

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T15:00:00.000Z`;

/** On that day of November it went from the one state to the other. */
const went = (
  on: number,
  from: string | undefined,
  to: string,
  more: Partial<Sighting> = {},
): AccountFact => {
  const eventId = `evt_${on}${from}${to}${more.eventId ?? ''}`;
  return {
    kind: 'subscription',
    occasion: { vendor: 'stripe', eventId, type: 'any', receivedAt: day(30) },
    customerId: 'cus_apexhvac01',
    subscriptionId: 'sub_1',
    sighting: {
      how: 'changed',
      at: day(on),
      ...(from !== undefined && { before: aSubscription({ status: from }) }),
      after: aSubscription({ status: to }),
      ...more,
      eventId,
    },
  };
};

const created = went(1, undefined, 'active', { how: 'created' });

const after = (facts: readonly AccountFact[]): BillingAccount =>
  facts.reduce<BillingAccount>(
    (account, fact) => accountAfter(account, fact) ?? account,
    newAccount('biz_apexhvac01' as BusinessId, 'cus_apexhvac01'),
  );
const sinceAfter = (facts: readonly AccountFact[]) => standingOf(after(facts))?.pastDueSince;

const ordersOf = <Fact>(facts: readonly Fact[]): Fact[][] =>
  facts.length === 0
    ? [[]]
    : facts.flatMap((first, index) =>
        ordersOf(facts.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
      );

describe('since when a business is past due [B1]', () => {
  it('is the first failure and not the latest word of it, in every order of events', () => {
    const all = [
      created,
      went(5, 'active', 'past_due'),
      went(8, 'past_due', 'past_due'),
      went(9, 'past_due', 'past_due'),
    ];

    for (const order of ordersOf(all)) expect(sinceAfter(order)).toBe(day(5));
  });

  it('begins anew after a payment, in every order of events', () => {
    const all = [
      went(5, 'active', 'past_due'),
      went(8, 'past_due', 'active'),
      went(12, 'active', 'past_due'),
      went(14, 'past_due', 'past_due'),
    ];

    for (const order of ordersOf(all)) expect(sinceAfter(order)).toBe(day(12));
  });

  it('is no longer told once it is paid', () => {
    for (const order of ordersOf([created, went(5, 'active', 'past_due'), went(8, 'past_due', 'active')])) {
      expect(sinceAfter(order)).toBeUndefined();
    }
  });

  it('is no earlier than the present spell while the event with which that began is missing', () => {
    const all = [
      went(5, 'active', 'past_due'),
      went(8, 'past_due', 'active'),
      went(14, 'past_due', 'past_due'),
    ];

    for (const order of ordersOf(all)) expect(sinceAfter(order)).toBe(day(14));
  });

  it('is told by the very event of its creation where nothing was ever paid', () => {
    expect(
      sinceAfter([went(3, undefined, 'past_due', { how: 'created' }), went(6, 'past_due', 'past_due')]),
    ).toBe(day(3));
  });

  it('is the same second in which it was paid and failed again', () => {
    const all = [
      went(5, 'active', 'past_due'),
      went(8, 'past_due', 'active'),
      went(8, 'active', 'past_due'),
      went(8, 'past_due', 'past_due', {
        eventId: 'b',
        after: aSubscription({ status: 'past_due', cancelsAtPeriodEnd: true }),
      }),
    ];

    for (const order of ordersOf(all)) {
      const standing = standingOf(after(order));
      if (standing?.subscription === 'past_due') expect(standing.pastDueSince).toBe(day(8));
    }
    expect(standingOf(after(all))?.subscription).toBe('past_due');
  });
});
