import { describe, expect, it } from 'vitest';
import { patternFigures } from '../../scripts/bench/pattern-figures.ts';

const BUSINESS = 'BIZ#biz_a1b2c3d4';
const used = (action: string, parts: readonly object[], readUnits: number, writeUnits: number) => ({
  caller: 'voice/agent',
  service: 'dynamodb',
  action,
  parts: parts as never,
  entries: 1,
  readUnits,
  writeUnits,
});
const freeTimes = (readUnits: number) =>
  used('Query', [{ action: 'Query', pk: `${BUSINESS}#SCHEDULE` }], readUnits, 0);

describe('the figures of access patterns', () => {
  it('are how often each was used and what one request took, and how many were not', () => {
    const [requests, units, unused, ...others] = patternFigures([freeTimes(0.5), freeTimes(0.5)]);

    expect(requests).toMatchObject({
      name: 'access, free times: rules and days at once: requests',
      value: 2,
      unit: 'requests',
    });
    expect(units).toMatchObject({ value: 0.5, unit: 'read units', peer: 0.5, ratio: 1, goal: 1, ok: true });
    expect(unused?.value).toBeGreaterThan(50);
    expect(others).toEqual([]);
  });

  it('miss their goal where a request takes more than the page of data says', () => {
    expect(patternFigures([freeTimes(0.5), freeTimes(1)])[1]).toMatchObject({ value: 0.75, ok: false });
  });

  it('are not made of a request that no pattern describes, nor of what an operator asks', () => {
    const scan = used('Scan', [], 0.5, 0);

    expect(() => patternFigures([scan])).toThrow('no access pattern describes voice/agent Scan');
    expect(patternFigures([{ ...scan, caller: 'operator' }])).toHaveLength(1);
  });
});
