import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { mutants } from './mutants.ts';
import { loadPlanted, mutated } from './plant.ts';

describe('the planted bugs', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))('%s: fits its place', (_, mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    expect(mutated(mutant, source)).not.toBe(source);
  });

  it('are at least twenty-five, each by a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(25);
  });

  it('break between them every promise that the simulator says it checks', () => {
    const rows = readFileSync('docs/simulation.md', 'utf8').matchAll(/^\| ((?:[A-Z]\d(?:, )?)+) \|/gm);
    const promised = [...rows].flatMap(([, names = '']) => names.split(', '));
    const breaks = mutants.flatMap((mutant) => mutant.breaks);
    // L1 is a promise of the load, whose own test plants a bug.
    const broken = new Set([...breaks, 'L1']);
    expect(promised.toSorted()).toEqual([...broken].toSorted());
  });

  it('are refused where their place has changed', () => {
    const [mutant] = mutants;
    if (!mutant) throw new Error('there is no mutant');
    expect(() => mutated(mutant, 'something else')).toThrow(/finds 0/);
  });

  it('are refused where nothing that is loaded has their place', async () => {
    vi.stubEnv('SIMULATE_MUTANT', mutants[0]?.name);
    await expect(loadPlanted(async () => 'nothing of the product')).rejects.toThrow(/is not planted/);
    vi.unstubAllEnvs();
  });
});
