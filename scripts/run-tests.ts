import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every check and every test, each suite once, with a count at the end that CI and people read. */

type Tally = { passed: number; failed: number };

const run = (command: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['imports', 'depcruise', 'bin', 'lib', 'functions', 'test', 'scripts'],
  ['dead code', 'knip'],
  ['limits', 'node', 'scripts/lint/limits.ts'],
];
const SUITES = ['fast', 'adapters', 'infra', 'flows'] as const;

const suiteTally = async (suite: string, folder: string): Promise<Tally> => {
  const report = join(folder, `${suite}.json`);
  const ok = await run('vitest', [
    'run',
    '--project',
    suite,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    // A suite may fail without a failing test: a file that does not load, an error outside any test.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, ok ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
};

const elapsed = (since: number) => `${Math.round((Date.now() - since) / 1000)} s`;

const only = process.argv.slice(2);
const wanted = (name: string) => only.length === 0 || only.includes(name);
const total: Tally = { passed: 0, failed: 0 };
const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-tests-'));
const begun = Date.now();

for (const [name, command, ...args] of CHECKS) {
  if (!wanted(name) && !wanted('checks')) continue;
  const since = Date.now();
  const ok = await run(command, args);
  console.log(`${ok ? '✓' : '✗'} ${name} (${elapsed(since)})`);
  total[ok ? 'passed' : 'failed'] += 1;
}
for (const suite of SUITES) {
  if (!wanted(suite)) continue;
  const since = Date.now();
  const tally = await suiteTally(suite, folder);
  console.log(`${tally.failed === 0 ? '✓' : '✗'} ${suite}: ${tally.passed} passed (${elapsed(since)})`);
  total.passed += tally.passed;
  total.failed += tally.failed;
}
rmSync(folder, { recursive: true, force: true });
console.log(`in ${elapsed(begun)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
