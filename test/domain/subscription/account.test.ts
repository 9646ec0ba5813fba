import * as fc from 'fast-check';
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
import { aSubscription, delivered, histories } from '../../support/histories.ts';

const CUSTOMER = 'cus_apexhvac01';

const occasion = (eventId: string) =>
  ({ vendor: 'stripe', eventId, type: 'any', receivedAt: '2026-11-23T15:00:05.000Z' }) as const;

const seen = (sighting: Sighting, subscriptionId = 'sub_1'): AccountFact => ({
  kind: 'subscription',
  occasion: occasion(sighting.eventId),
  customerId: CUSTOMER,
  subscriptionId,
  sighting,
});

const started = (status: string, startedAt: string, paymentMethod?: string): Sighting => ({
  eventId: `evt_${status}${startedAt}`,
  how: 'created',
  at: startedAt,
  after: aSubscription({ status, startedAt, paymentMethod }),
});

const customerTold = (at: string, paymentMethod?: string, eventId = `evt_${at}`): AccountFact => ({
  kind: 'billing-customer',
  occasion: occasion(eventId),
  customerId: CUSTOMER,
  told: { at, rank: 0, eventId, paymentMethod },
});

const renewed = (at: string, last4: string, rank = 1): AccountFact => ({
  kind: 'card',
  occasion: occasion(`evt_card${9 - rank}${at}`),
  customerId: CUSTOMER,
  paymentMethod: 'pm_1',
  card: {
    at,
    rank,
    eventId: `evt_card${9 - rank}${at}`,
    brand: 'visa',
    last4,
    expiryMonth: 4,
    expiryYear: 2030,
  },
});

const after = (facts: readonly AccountFact[]): BillingAccount =>
  facts.reduce<BillingAccount>(
    (account, fact) => accountAfter(account, fact) ?? account,
    newAccount('biz_apexhvac01' as BusinessId, CUSTOMER),
  );

/** How often a row was written depends on the order; nothing else may. */
const rowOf = (facts: readonly AccountFact[]) => {
  const { version, ...row } = after(facts);
  expect(version).toBeLessThanOrEqual(facts.length);
  return row;
};

const [T0, T1, T2] = ['2026-11-23T15:00:00.000Z', '2026-11-24T15:00:00.000Z', '2026-11-25T15:00:00.000Z'];

describe('the billing account of a business [B1]', () => {
  it('F-WH-7: is the same row after the same events, in every order and however often each of them comes', () => {
    const others = [
      customerTold(T0, 'pm_1'),
      customerTold(T1, 'pm_2'),
      renewed(T0, '4242'),
      renewed(T2, '1881'),
    ];
    const runs = fc
      .tuple(histories, histories)
      .map(([one, other]) => [
        ...one.sightings.map((sighting) => seen(sighting, 'sub_1')),
        ...other.sightings.map((sighting) => seen({ ...sighting, eventId: `${sighting.eventId}b` }, 'sub_2')),
        ...others,
      ])
      .chain((facts) => fc.tuple(delivered(facts), delivered(facts)));

    void fc.assert(
      fc.property(runs, ([one, other]) => {
        expect(rowOf(one)).toEqual(rowOf(other));
        expect(standingOf(after(one))).toEqual(standingOf(after(other)));
      }),
      { numRuns: 500, seed: 1795446 },
    );
  });

  it('shows the renewed card, where it came and was renewed in one second', () => {
    const [came, changed] = [renewed(T0, '4242', 0), renewed(T0, '1881', 1)];

    for (const order of [
      [came, changed],
      [changed, came],
    ]) {
      expect(after(order).cards?.pm_1).toMatchObject({ last4: '1881' });
    }
  });

  it('tells two words of one second about the customer apart in the same way, whichever comes first', () => {
    const [one, other] = [customerTold(T0, 'pm_1', 'evt_a'), customerTold(T0, 'pm_2', 'evt_b')];

    expect(rowOf([one, other])).toEqual(rowOf([other, one]));
  });
});

describe('what the product goes by [B1]', () => {
  it('is nothing new while Stripe has told of no subscription', () => {
    expect(standingOf(after([customerTold(T0, 'pm_1'), renewed(T0, '4242')]))).toBeUndefined();
  });

  it.each([
    ['trialing', 'trialing'],
    ['active', 'active'],
    ['past_due', 'past_due'],
    ['incomplete', 'incomplete'],
    ['unpaid', 'unpaid'],
    ['paused', 'paused'],
    ['canceled', 'cancelled'],
    ['incomplete_expired', 'cancelled'],
    ['a status of next year', 'unpaid'],
    ['constructor', 'unpaid'],
  ])('of a subscription that is %s is %s', (status, standing) => {
    expect(standingOf(after([seen(started(status, T0))]))?.subscription).toBe(standing);
  });

  it('is the subscription of a customer who came back, not the one that has ended', () => {
    const facts = [seen(started('canceled', T1), 'sub_old'), seen(started('trialing', T0), 'sub_new')];

    expect(standingOf(after(facts))?.subscription).toBe('trialing');
    expect(standingOf(after(facts.toReversed()))?.subscription).toBe('trialing');
  });

  it("is the customer's own card before that of the subscription, and the latest one that was told", () => {
    const subscribed = seen(started('active', T0, 'pm_of_subscription'));

    expect(standingOf(after([subscribed]))?.paymentMethod).toBe('pm_of_subscription');
    expect(
      standingOf(after([customerTold(T2, 'pm_new'), subscribed, customerTold(T1, 'pm_old')]))?.paymentMethod,
    ).toBe('pm_new');
    expect(standingOf(after([subscribed, customerTold(T2)]))?.paymentMethod).toBe('pm_of_subscription');
  });
});
