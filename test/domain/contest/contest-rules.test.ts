import { describe, expect, it } from 'vitest';
import { CONTEST_REASONS, type ContestReason } from '../../../functions/contracts/contest.ts';
import type { AppointmentId } from '../../../functions/contracts/ids.ts';
import {
  type ContestFacts,
  RULES,
  reviewDueAt,
  ruleFor,
} from '../../../functions/domain/contest/contest-rules.ts';

const ordinary: ContestFacts = {
  isTestCall: false,
  isOwnersCall: false,
  callDurationMs: 140_000,
  callerSpoke: true,
};
const EVERY = [...CONTEST_REASONS];

/** Which reasons are granted at once where this, and nothing else, is known. */
const TABLE: readonly [string, Partial<ContestFacts>, readonly ContestReason[], string][] = [
  ['an ordinary call', {}, [], ''],
  ['a call from the dashboard', { isTestCall: true }, EVERY, 'test_call'],
  ["a call from the owner's own number", { isOwnersCall: true }, EVERY, 'owner_call'],
  ['a twin that stays billed', { duplicateOf: 'apt_other01' as AppointmentId }, ['duplicate'], 'duplicate'],
  [
    'a customer who called off before it began',
    { calledOffAt: '2026-11-23T15:00:00.000Z' },
    ['cancelled_by_customer'],
    'cancelled_by_customer',
  ],
  ['a caller who said nothing', { callerSpoke: false }, ['not_a_customer', 'never_happened'], 'nobody_spoke'],
  [
    'a call of 19.9 seconds',
    { callDurationMs: 19_999 },
    ['not_a_customer', 'wrong_details', 'never_happened'],
    'too_short',
  ],
  ['a call of 20 seconds', { callDurationMs: 20_000 }, [], ''],
  ['a call of which nobody told how it was', { callDurationMs: undefined, callerSpoke: undefined }, [], ''],
];

describe('a contested fee [B2]', () => {
  it.each(TABLE)('after %s is granted at once for these reasons only', (_, known, reasons, rule) => {
    const granted = CONTEST_REASONS.filter((reason) => ruleFor(reason, { ...ordinary, ...known }));

    expect(granted).toEqual(CONTEST_REASONS.filter((reason) => reasons.includes(reason)));
    for (const reason of granted) expect(ruleFor(reason, { ...ordinary, ...known })).toBe(rule);
  });

  it('has a reason for each of its rules', () => {
    expect(RULES.filter(({ why }) => why.length < 20)).toEqual([]);
  });

  it.each([
    ['a Monday', '2026-11-23T15:00:00.000Z', '2026-11-25T15:00:00.000Z'],
    ['a Thursday', '2026-11-26T15:00:00.000Z', '2026-11-30T15:00:00.000Z'],
    ['a Friday', '2026-11-27T15:00:00.000Z', '2026-12-01T15:00:00.000Z'],
    ['a Saturday', '2026-11-28T15:00:00.000Z', '2026-12-01T15:00:00.000Z'],
  ])('of %s is decided within two business days', (_, at, due) => {
    expect(new Date(reviewDueAt(Date.parse(at))).toISOString()).toBe(due);
  });
});
