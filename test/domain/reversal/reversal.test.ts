import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Reversal,
  type Reversals,
  reversalsAfter,
} from '../../../functions/domain/reversal/reversal.ts';
import { delivered } from '../../support/histories.ts';

const at = (second: number) => new Date(Date.parse('2026-11-23T15:00:00.000Z') + second * 1000).toISOString();

let serial = 0;
type Told = readonly [id: string, Reversal];
const told = (
  id: string,
  kind: Reversal['kind'],
  state: string,
  second: number,
  rank = 1,
  amountCents = 5000,
): Told => {
  serial += 1;
  return [id, { kind, state, amountCents, at: at(second), rank, eventId: `evt_${10_000 - serial}` }];
};

const rowOf = (all: readonly Told[]): Reversals =>
  all.reduce<Reversals>((known, [id, reversal]) => reversalsAfter(known, id, reversal) ?? known, {});

describe('what was taken back of a fee [B2]', () => {
  it.each([
    [
      'a credit note and the refund it made',
      [told('cn_1', 'credit', 'issued', 0), told('re_1', 'refund', 'succeeded', 0)],
      { creditedCents: 5000, refundedCents: 5000, dispute: undefined, fraudWarning: false },
    ],
    [
      'a refund that failed after all',
      [told('re_1', 'refund', 'pending', 0), told('re_1', 'refund', 'failed', 9, 3)],
      { creditedCents: 0, refundedCents: 0 },
    ],
    [
      'two refunds of a part each',
      [told('re_1', 'refund', 'succeeded', 0, 1, 2000), told('re_2', 'refund', 'succeeded', 1, 1, 1500)],
      { refundedCents: 3500 },
    ],
    [
      'a credit note that was voided',
      [told('cn_1', 'credit', 'issued', 0), told('cn_1', 'credit', 'void', 0, 3)],
      { creditedCents: 0 },
    ],
    [
      'a dispute whose whole story is of one second',
      [
        told('dp_1', 'dispute', 'needs_response', 0, 1),
        told('dp_1', 'dispute', 'needs_response', 0, 3),
        told('dp_1', 'dispute', 'won', 0, 5),
      ],
      { dispute: 'won' },
    ],
    [
      'a second dispute after the first was won',
      [told('dp_1', 'dispute', 'won', 0, 5), told('dp_2', 'dispute', 'needs_response', 60, 1)],
      { dispute: 'needs_response' },
    ],
    [
      'a warning of the card’s network',
      [told('issfr_1', 'fraud_warning', 'actionable', 0, 1, 0)],
      { fraudWarning: true, refundedCents: 0 },
    ],
  ] as const)('by %s is told in every order alike', (_, all, expected) => {
    void fc.assert(
      fc.property(delivered<Told>(all), (order) => {
        expect(rowOf(order)).toEqual(rowOf(all));
        expect(rowOf(order)).toMatchObject(expected);
      }),
      { seed: 1795446 },
    );
  });
});
