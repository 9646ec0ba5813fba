import { describe, expect, it } from 'vitest';
import { interleave, median, percentile, spreadOf, turn } from '../../scripts/bench/sampling.ts';

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('a median', () => {
  it('is the middle of the samples, in whatever order they came', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(percentile(upTo(20), 90)).toBe(18);
    expect(spreadOf(upTo(10))).toEqual([1, 9]);
  });

  it('is not to be had of nothing', () => {
    expect(() => median([])).toThrow('no samples');
  });
});

describe('samples of several sides', () => {
  it('are taken in turns, each side as often first, and those of the warm-up do not count', async () => {
    const order: string[] = [];
    const side = (name: string) => ({
      sample() {
        order.push(name);
        return order.length;
      },
    });

    const taken = await interleave({ a: side('a'), b: side('b') }, { samples: 15, warmUp: 1 });

    expect(order.slice(0, 6)).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
    expect(taken.a).toHaveLength(15);
    expect(taken.b[0]).toBe(3);
  });

  it('are at least fifteen', async () => {
    await expect(interleave({ a: { sample: () => 1 } }, { samples: 14 })).rejects.toThrow('too few');
  });

  it('begin with another side each round', () => {
    expect([0, 1, 2, 3].map((round) => turn(['a', 'b', 'c'], round).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
    ]);
  });
});
