import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every check and every test, each suite once, with a count at the end that CI and people read. */

type Tally = { passed: number; failed: number; skipped: number };

/** Longer than any of them takes on a slow machine; vitest cannot end a test that never yields. */
const LIMIT_MINUTES = 30;

const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-tests-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Where the worlds of the flow tests leave which permissions they used. */
const permissionUse = join(folder, 'permission-use');
mkdirSync(permissionUse);
process.env.CLOUDGREET_PERMISSION_USE = permissionUse;

/** Most of what a short command takes is reading the same sources: what Node has made of them is kept for this run. */
process.env.NODE_COMPILE_CACHE ??= join(folder, 'compile-cache');

const running = new Set<ChildProcess>();

/** The command with everything it started: it leads a process group of its own. */
const end = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
};
const endAll = (signal: NodeJS.Signals): void => {
  for (const child of running) end(child, signal);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    const leave = () => process.exit(128 + constants.signals[signal]);
    for (const child of running) child.on('close', () => running.size === 0 && leave());
    endAll('SIGTERM');
    setTimeout(() => {
      endAll('SIGKILL');
      leave();
    }, 3000);
  });

/** `hear` is given what it prints; without it that is printed as it comes. */
const run = (command: string, args: readonly string[], hear?: (text: string) => void): Promise<boolean> =>
  new Promise((resolve) => {
    const out = hear ? 'pipe' : 'inherit';
    const child = spawn(command, args, { stdio: ['ignore', out, out], detached: true });
    running.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', hear ?? (() => {}));
    const limit = setTimeout(() => {
      console.error(`✗ ${command} was ended: it had not finished after ${LIMIT_MINUTES} minutes`);
      end(child, 'SIGKILL');
    }, LIMIT_MINUTES * 60_000);
    const finish = (ok: boolean) => {
      running.delete(child);
      clearTimeout(limit);
      resolve(ok);
    };
    child.on('error', () => finish(false));
    child.on('close', (code) => finish(code === 0));
  });

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['types of the dashboard', 'tsc', '--noEmit', '-p', 'web'],
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['imports', 'depcruise', 'bin', 'lib', 'functions', 'web', 'test', 'scripts', 'docs'],
  ['dead code', 'knip'],
  ['limits', 'node', 'scripts/lint/limits.ts'],
  ['secrets', 'node', 'scripts/lint/secrets.ts'],
  ['generated pages', 'node', 'scripts/docs/main.ts', '--check'],
  ['openapi', 'node', 'scripts/lint/openapi.ts'],
];
const SUITES = ['fast', 'adapters', 'infra', 'simulation', 'flows', 'e2e'] as const;

const suiteTally = async (suite: string): Promise<Tally> => {
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
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests', number>;
    // A suite may fail without a failing test: a file that does not load, an error outside any test.
    const failed = Math.max(numFailedTests, ok ? 0 : 1);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const elapsed = (since: number) => `${Math.round((Date.now() - since) / 1000)} s`;

const only = process.argv.slice(2);
const names = ['checks', ...CHECKS.map(([name]) => name), ...SUITES];
const unknown = only.filter((name) => !names.includes(name));
const wanted = (name: string) => only.length === 0 || only.includes(name);
const total: Tally = { passed: 0, failed: unknown.length, skipped: 0 };
const begun = Date.now();

for (const name of unknown) console.error(`✗ there is no "${name}"; there are ${names.join(', ')}`);
/** On all cores; what a check prints stands before its mark, whatever runs beside it. */
const check = async (waiting: (typeof CHECKS)[number][]): Promise<void> => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, command, ...args] = next;
    const since = Date.now();
    let output = '';
    const ok = await run(command, args, (text) => {
      output += text;
    });
    console.log(`${output}${ok ? '✓' : '✗'} ${name} (${elapsed(since)})`);
    total[ok ? 'passed' : 'failed'] += 1;
  }
};
const checks = CHECKS.filter(([name]) => wanted(name) || wanted('checks'));
await Promise.all(Array.from({ length: availableParallelism() }, () => check(checks)));
for (const suite of SUITES) {
  if (!wanted(suite)) continue;
  const since = Date.now();
  const { passed, failed, skipped } = await suiteTally(suite);
  const aside = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(`${failed === 0 ? '✓' : '✗'} ${suite}: ${passed} passed${aside} (${elapsed(since)})`);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  // A suite that broke off has not used what its tests would have.
  if (suite !== 'flows' || failed > 0) continue;
  const ok = await run('node', ['scripts/unused-permissions/main.ts', permissionUse]);
  console.log(`${ok ? '✓' : '✗'} unused permissions`);
  total[ok ? 'passed' : 'failed'] += 1;
}
console.log(`in ${elapsed(begun)}${total.skipped > 0 ? `; ${total.skipped} skipped` : ''}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
