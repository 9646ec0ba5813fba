import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mutants } from './mutants/mutants.ts';
import { readFailingSeeds } from './runner/failing-seeds.ts';
import { performCounted } from './runner/perform-counted.ts';

/**
 * So much that the whole suite does not take hours. All of it, on a machine of its own, is played every night
 * (.github/workflows/simulate.yml) and by hand: `npm run simulate -- --exhaustive --once --mutants`.
 */
const SEEDS = 100;
const ONE_IN = 20;

type Figures = {
  readonly seeds: number;
  readonly violations: readonly { readonly invariant: string; readonly alone?: unknown }[];
  readonly ioPoints: number;
  readonly exhaustiveRuns: number;
  readonly faultsFired: Readonly<Record<string, number>>;
  readonly replayed: number;
  readonly differed: readonly number[];
  readonly mutants: readonly { name: string; killedBySeed?: number; invariant?: string }[];
};

/** The command as a person starts it; its progress goes to the terminal. */
const simulate = (
  ...args: readonly string[]
): Promise<{ readonly text: string; readonly code: number | null }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ text, code }));
  });

describe('a hundred seeds, every twentieth single fault and planted bug [P2] [B2] [N1] [C2]', () => {
  let figures: Figures;
  let code: number | null;
  beforeAll(async () => {
    let text: string;
    ({ text, code } = await simulate(
      '--seeds',
      String(SEEDS),
      '--exhaustive',
      '--once',
      '--mutants',
      '--one-in',
      String(ONE_IN),
      '--json',
    ));
    figures = JSON.parse(text) as Figures;
  });

  it('break no promise by chance', () => {
    expect(figures.seeds).toBe(SEEDS);
    expect(figures.violations.filter(({ alone }) => alone === undefined)).toEqual([]);
  });

  it('break no promise by one fault alone, at whatever kind of point', () => {
    expect(figures.exhaustiveRuns).toBeGreaterThan(350);
    expect(figures.violations.filter(({ alone }) => alone !== undefined)).toEqual([]);
  });

  it('give the same run for the same seed', () => {
    expect(figures.replayed).toBe(SEEDS / 100);
    expect(figures.differed).toEqual([]);
  });

  it('have met more than a hundred kinds of fault', () => {
    expect(Object.keys(figures.faultsFired).length).toBeGreaterThan(100);
  });

  it('find every bug that is planted', () => {
    expect(figures.mutants).toHaveLength(Math.ceil(mutants.length / ONE_IN));
    expect(figures.mutants.filter(({ killedBySeed }) => killedBySeed === undefined)).toEqual([]);
  });

  it('find each by a promise that it breaks', () => {
    const others = figures.mutants.filter(
      ({ name, invariant = '' }) => !mutants.find((one) => one.name === name)?.breaks.includes(invariant),
    );
    expect(others).toEqual([]);
  });

  it('end the command with 0, as all of it was so', () => {
    expect(code).toBe(0);
  });
});

describe('a seed', () => {
  it('that once broke a promise breaks none any more', async () => {
    const failing = readFailingSeeds();
    const { tally } = await performCounted(
      'seeds that once failed',
      failing.map(({ seed }) => ({ kind: 'seeds', from: seed, to: seed })),
    );
    expect(tally.runs).toBe(failing.length);
    expect(tally.failures).toEqual([]);
    expect(failing.length).toBeGreaterThan(0);
  });

  it('tells what happened to which booking', async () => {
    const { code, text } = await simulate('--seed', '3');
    expect(code).toBe(0);
    expect(text).toMatch(/caller \+1\d+ in call_\S+ asks book_appointment/);
    expect(text).toMatch(/workers\/charge-booking-fee#\d+ ▸ stripe\.POST/);
  });

  it('shows the cause where a rule is broken by hand', async () => {
    const name = 'reads whether a time is free, then writes';
    const { code, text } = await simulate('--seeds', '200', '--mutant', name, '--json');
    const [mutant] = (JSON.parse(text) as Figures).mutants;
    expect(code).toBe(0);
    const told = await simulate('--seed', String(mutant?.killedBySeed), '--mutant', name);
    expect(told.code).toBe(1);
    expect(told.text).toMatch(/!!! B1: apt_\w+ and apt_\w+ of biz_\w+ a overlap/);
  });

  it('that nobody can mean is refused in one sentence', async () => {
    const { code } = await simulate('--seed', 'many');
    expect(code).toBe(2);
  });
});
