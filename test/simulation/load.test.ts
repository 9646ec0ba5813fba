import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadReport } from './load/report.ts';
import { runLoad } from './load/run-load.ts';

const SECONDS = 3;
const SEED = 1;

const brokenBy = (answers: LoadReport['answers']) =>
  Object.keys(answers).filter((answer) => / 5\d\d$/.test(answer));

describe('200 tool calls and 500 webhooks a second over fifty businesses [P2] [C2]', () => {
  let report: LoadReport;
  beforeAll(async () => {
    report = await runLoad({ kind: 'minute', seed: SEED, scale: SECONDS / 60 });
  });

  it('are as many as that', () => {
    expect(report.figures['tool calls']).toBe(200 * SECONDS);
    expect(report.figures['webhooks in that time']).toBeGreaterThan(500 * SECONDS * 0.98);
    expect(report.figures.bookings).toBeGreaterThan(20 * SECONDS);
    expect(Math.min(Number(report.figures.forged), Number(report.figures.repeated))).toBeGreaterThan(
      10 * SECONDS,
    );
  });

  it('break no promise', () => {
    expect(report.violations).toEqual([]);
  });

  it('are all answered, and none by an error of ours', () => {
    expect(report.figures['heard nothing']).toBe(0);
    expect(report.figures['webhooks given up']).toBe(0);
    expect(brokenBy(report.answers)).toEqual([]);
  });

  it('let no forged webhook in', () => {
    const refused = Object.entries(report.answers)
      .filter(([answer]) => answer.endsWith(' 401'))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(refused).toBe(report.figures.forged);
  });

  it('come to rest within minutes once no more arrive', () => {
    expect(report.deepest.vendor).toBeGreaterThan(100);
    expect(report.restSeconds).toBeLessThan(10 * 60);
  });
});

describe('so many callers who book one time in one instant [P2]', () => {
  const contend = (count: number, mutant?: string) =>
    runLoad({ kind: 'contenders', seed: SEED, count }, { mutant });

  it('leave one with the time, one appointment and one fee, and all others with a clear answer', async () => {
    const { violations, figures, answers } = await contend(500);

    expect(violations).toEqual([]);
    expect(figures).toMatchObject({ winners: 1, 'told that it is taken': 499, 'heard nothing': 0 });
    expect(brokenBy(answers)).toEqual([]);
  });

  it('give the same run for the same seed', async () => {
    const [one, other] = await Promise.all([contend(50), contend(50)]);

    expect({ ...other, seconds: 0 }).toEqual({ ...one, seconds: 0 });
  });

  it('would find out a booking that reads before it writes', async () => {
    const { violations } = await contend(50, 'reads whether a time is free, then writes');

    expect(violations.map(({ invariant }) => invariant)).toContain('B1');
  });
});
