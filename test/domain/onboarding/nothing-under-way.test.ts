import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { nudged } from '../../../functions/domain/onboarding/nudged.ts';
import type { Onboarding } from '../../../functions/domain/onboarding/onboarding.ts';
import {
  claimed,
  given,
  newOnboarding,
  nextLookAt,
  nextStep,
  retried,
  settled,
} from '../../../functions/domain/onboarding/progress.ts';

const NOW = Date.parse('2026-11-23T15:00:00Z');
const UNKNOWN_MS = 120_000;
const WISH = { zone: 'America/Chicago', areaCode: '512' };

/** A step of which nobody knows what a vendor has done. */
const unknown = (during?: (now: Onboarding) => Onboarding): Onboarding => {
  const begun = claimed(newOnboarding('biz_a' as BusinessId, NOW), 'profile', NOW);
  const later = { kind: 'later', problem: { code: 'vendor_down' }, atLeastMs: UNKNOWN_MS } as const;
  return settled(during?.(begun) ?? begun, 'profile', later, 0, NOW);
};

describe('a step at which something may still be under way at a vendor [V1]', () => {
  it.each([
    ['whoever tries it again', (now: Onboarding) => retried(now, 'profile')],
    ['word of something else that it may wait for', (now: Onboarding) => nudged(now, 'provision.told')],
    ['whoever says something else of it', (now: Onboarding) => given(now, 'profile', WISH)],
  ])('is not looked at any sooner by %s', (_, bySaying) => {
    const onboarding = bySaying(unknown());

    expect(nextStep(onboarding, NOW + UNKNOWN_MS - 1)).toBeUndefined();
    expect(nextStep(onboarding, NOW + UNKNOWN_MS)).toBe('profile');
    expect(nextLookAt(onboarding)).toBe(NOW + UNKNOWN_MS);
  });

  it('is not looked at any sooner by what was said while it was worked on', () => {
    const onboarding = unknown((now) => given(now, 'profile', WISH));

    expect(nextStep(onboarding, NOW + UNKNOWN_MS - 1)).toBeUndefined();
    expect(nextStep(onboarding, NOW + UNKNOWN_MS)).toBe('profile');
  });

  it.each(['closing', 'closed'] as const)('is not looked at for news once the business is %s', (state) => {
    const waits = { kind: 'waiting', waitsFor: 'call', afterMs: 60_000 } as const;
    const onboarding = settled(
      claimed(newOnboarding('biz_a' as BusinessId, NOW), 'profile', NOW),
      'profile',
      waits,
      0,
      NOW,
    );
    const leaving = { ...onboarding, state };

    expect(nudged(leaving, 'call.ended')).toBe(leaving);
    expect(nextStep(nudged(onboarding, 'call.ended'), NOW)).toBe('profile');
  });

  it('is looked at as soon as anybody says something once that is known', () => {
    const known = settled(
      claimed(unknown(), 'profile', NOW + UNKNOWN_MS),
      'profile',
      { kind: 'waiting', waitsFor: 'call', afterMs: 60_000 },
      0,
      NOW + UNKNOWN_MS,
    );

    expect(nextStep(retried(known, 'profile'), NOW + UNKNOWN_MS)).toBe('profile');
  });
});
