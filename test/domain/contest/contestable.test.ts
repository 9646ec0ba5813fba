import { describe, expect, it } from 'vitest';
import { whyNotContestable } from '../../../functions/domain/contest/contestable.ts';
import type { Fee } from '../../../functions/domain/fee/fee.ts';
import { aFee } from '../../support/fees.ts';

const DAY = 86_400_000;
const BOOKED = Date.parse(aFee().createdAt);

const TABLE: readonly [string, Partial<Fee>, string | undefined][] = [
  ['is owed', {}, undefined],
  ['is charged', { state: 'charged' }, undefined],
  ['was declined', { state: 'declined' }, undefined],
  ['went back in part', { state: 'charged', refundedCents: 2000, creditedCents: 0 }, undefined],
  ['is disputed and was won by us', { state: 'charged', dispute: 'won' }, undefined],
  ['was only asked about by the bank', { state: 'charged', dispute: 'warning_needs_response' }, undefined],
  ['was contested', { contested: 'in_review' }, 'already_contested'],
  ['is waived', { state: 'waived' }, 'fee_waived'],
  ['was credited in full', { state: 'charged', creditedCents: 5000, refundedCents: 5000 }, 'fee_given_back'],
  ['was refunded in full by hand', { state: 'charged', refundedCents: 5000 }, 'fee_given_back'],
  ['the bank is deciding about', { state: 'charged', dispute: 'needs_response' }, 'fee_disputed'],
  ['the bank has taken back', { state: 'charged', dispute: 'lost' }, 'fee_disputed'],
];

describe('a fee [B2]', () => {
  it.each(TABLE)('that %s can be contested or says why not', (_, differing, code) => {
    expect(whyNotContestable(aFee(differing), {}, BOOKED + DAY)).toBe(code);
  });

  it('can be contested for sixty days, and not while its business is being closed', () => {
    expect(whyNotContestable(aFee(), {}, BOOKED + 60 * DAY - 1)).toBeUndefined();
    expect(whyNotContestable(aFee(), {}, BOOKED + 60 * DAY)).toBe('contest_too_late');
    expect(whyNotContestable(aFee(), { outOfService: 'closing' }, BOOKED + DAY)).toBe('business_closing');
    expect(whyNotContestable(aFee(), { outOfService: 'suspended' }, BOOKED + DAY)).toBeUndefined();
  });
});
