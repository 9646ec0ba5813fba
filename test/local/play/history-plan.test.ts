import { describe, expect, it } from 'vitest';
import { planHistory } from '../../../scripts/play/history/plan.ts';
import { wallAt } from '../../../scripts/play/zone-time.ts';

const ZONE = 'America/Chicago';
const UNTIL = Date.parse('2026-11-29T20:00:00Z');
const wish = { seed: 7, days: 60, until: UNTIL, zone: ZONE };

describe('what happens in a history [D4]', () => {
  it('is the same for the same seed, and something else for another', () => {
    expect(planHistory(wish)).toEqual(planHistory(wish));
    expect(planHistory({ ...wish, seed: 8 })).not.toEqual(planHistory(wish));
  });

  it('lies in order between its first day and now, on working days and weekends, on both sides of a change of clocks', () => {
    const plan = planHistory(wish);
    const instants = plan.map(({ at }) => at);
    const days = new Set(instants.map((at) => wallAt(ZONE, at).slice(0, 10)));

    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(Math.max(...instants)).toBeLessThan(UNTIL);
    expect([...days][0]).toBe('2026-10-01');
    expect(days.size).toBeGreaterThan(50);
    expect(days).toContain('2026-11-01');
    expect(days).toContain('2026-10-31');
  });

  it('has in a week already somebody who says STOP and calls again, a declined card that pays later, and all that owners do', () => {
    const kinds = planHistory({ ...wish, days: 7 }).map(({ deed }) => deed.kind);

    for (const kind of ['call', 'owner-makes', 'owner-moves', 'owner-cancels', 'text'])
      expect(kinds).toContain(kind);
    expect(kinds.indexOf('card-declines')).toBeLessThan(kinds.indexOf('card-pays'));
    expect(
      planHistory({ ...wish, days: 7 }).findIndex(({ deed }) => 'text' in deed && deed.text === 'STOP'),
    ).toBeLessThan(kinds.indexOf('stopped-calls'));
  });
});
