import type { Chance } from '../../local/vendors/chance.ts';

/** Chance that comes the same way each time: xorshift of 32 bits, whose every bit is as good as the others. */
export const seededChance = (seed: number): Chance => {
  let state = seed | 0 || 1;
  return {
    int(below) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return Math.floor(((state >>> 0) / 2 ** 32) * below);
    },
  };
};

export const pick = <T>(chance: Chance, items: readonly T[]): T => {
  const found = items[chance.int(items.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};
