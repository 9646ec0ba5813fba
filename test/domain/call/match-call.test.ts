import { describe, expect, it } from 'vitest';
import type { Call } from '../../../functions/domain/call/call.ts';
import { type CallsWanted, matchCall } from '../../../functions/domain/call/match-call.ts';

const call = {
  summary: 'Dana Reyes booked a furnace repair for Tuesday.',
  from: '+15125550187',
  outcome: 'booked',
} as Call;

describe('a search among calls', () => {
  it.each<[boolean, CallsWanted]>([
    [true, {}],
    [true, { outcome: 'booked' }],
    [false, { outcome: 'refused' }],
    [true, { words: 'FURNACE dana' }],
    [false, { words: 'furnace boiler' }],
    [true, { words: '(512) 555-0187' }],
    [true, { words: '0187' }],
    [false, { words: '0188' }],
    [false, { words: '87' }],
    [false, { words: 'furnace', outcome: 'texted' }],
  ])('finds it (%s) by %j', (isFound, wanted) => {
    expect(matchCall(wanted)(call)).toBe(isFound);
  });

  it('finds nothing in a call of which nothing is known', () => {
    expect(matchCall({ words: 'furnace' })({} as Call)).toBe(false);
  });
});
