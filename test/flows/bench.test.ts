import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Row } from '../../scripts/bench/figure.ts';
import { watched } from '../support/watched-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const bench = (...args: string[]): Promise<{ code: number | null; shown: string; told: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...watched, 'scripts/bench/main.ts', ...args], { cwd: root });
    let [shown, told] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, shown, told }));
  });

/** It plays ten calls one after the other, on whatever machine this is. */
const PATIENCE_MS = 300_000;

test('the bench prints each figure with what it is measured by, and says meanwhile what it does', {
  timeout: PATIENCE_MS,
}, async () => {
  const { code, shown, told } = await bench('--json', '--only', 'cost', '--only', 'access');

  const { rows } = JSON.parse(shown) as { rows: Row[] };
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['name', 'value', 'unit', 'peer', 'ratio', 'goal', 'ok']);
    expect(row.ok, row.name).toBe(row.goal === null || (row.ratio ?? row.value) <= row.goal);
  }
  const named = (name: string) => rows.find((row) => row.name === name);
  expect(named('a month of dev, idle')).toMatchObject({ unit: 'USD', goal: 6.5, ok: true });
  expect(named('a month of prod, idle')).toMatchObject({ unit: 'USD', goal: 25, ok: true });
  expect(named('1,000 calls')).toMatchObject({ unit: 'USD', goal: 0.115, ok: true });
  expect(named('1,000 calls')?.value).toBeGreaterThan(0.05);
  expect(
    rows.filter(({ name }) => name.includes('beside what is expected')).map(({ ok }) => ok),
  ).not.toContain(false);
  const patterns = rows.filter(({ name }) => name.endsWith('beside docs/data.md'));
  expect(patterns.length).toBeGreaterThan(30);
  expect(patterns.filter(({ ok }) => !ok)).toEqual([]);
  expect(
    named('access, book: take the time, write the appointment and the fee, put it on record: requests')
      ?.value,
  ).toBe(2);
  expect(told).toContain('cost: play 10 calls');
  expect(code).toBe(0);
});

test('the bench answers what it does not know with one sentence', async () => {
  const part = await bench('--only', 'nothing');
  const option = await bench('--bogus');

  expect(part).toMatchObject({ code: 2, shown: '' });
  expect(part.told).toContain('There is no part nothing; there are ');
  expect(option).toMatchObject({ code: 2, told: "Unknown option '--bogus': see --help.\n" });
});
