import { describe, expect, it } from 'vitest';
import { entitlementOf, GRACE_MS } from '../../../functions/domain/subscription/entitlement.ts';

const SINCE = '2026-11-23T15:00:00.000Z';
const since = Date.parse(SINCE);

describe('what a business is served by what Stripe says of it [B1]', () => {
  it.each(['trialing', 'active'] as const)('is everything while it is %s', (subscription) => {
    expect(entitlementOf({ subscription }, since)).toBe('full');
    expect(entitlementOf({ subscription, pastDueSince: SINCE }, since + 10 * GRACE_MS)).toBe('full');
  });

  it.each(['incomplete', 'unpaid', 'paused', 'cancelled'] as const)(
    'is little while it is %s',
    (subscription) => {
      expect(entitlementOf({ subscription }, since)).toBe('degraded');
      expect(entitlementOf({ subscription, pastDueSince: SINCE }, since)).toBe('degraded');
    },
  );

  it('is everything for seven days after a payment failed, to the millisecond', () => {
    const pastDue = { subscription: 'past_due', pastDueSince: SINCE } as const;

    expect(GRACE_MS).toBe(7 * 24 * 60 * 60 * 1000);
    expect(entitlementOf(pastDue, since)).toBe('full');
    expect(entitlementOf(pastDue, since + GRACE_MS)).toBe('full');
    expect(entitlementOf(pastDue, since + GRACE_MS + 1)).toBe('degraded');
  });

  it('is everything where nobody has noted since when it is past due', () => {
    expect(entitlementOf({ subscription: 'past_due' }, since)).toBe('full');
  });
});
