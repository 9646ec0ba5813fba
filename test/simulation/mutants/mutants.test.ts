import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { mutated } from './plant.ts';

describe('the planted bugs', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s: fits its place', (_, mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    expect(mutated(mutant, source)).not.toBe(source);
  });

  it('are at least twenty-five, each by a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(25);
  });

  it('are refused where their place has changed', () => {
    const [mutant] = mutants;
    if (!mutant) throw new Error('there is no mutant');
    expect(() => mutated(mutant, 'something else')).toThrow(/finds 0/);
  });
});
