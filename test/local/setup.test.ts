import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const NEEDED = ['bash', 'cat', 'cksum', 'dirname', 'find', 'head', 'mkdir', 'mktemp', 'rm', 'sed', 'sleep'];
const ALSO_NEEDED = ['tail', 'touch', 'cp', 'chmod', 'env'];
const WITHOUT_JAVA =
  '· Java 17 or later is missing: the demo keeps its tables in memory, and tests that need DynamoDB Local are skipped; for those install it (Debian: apt-get install default-jre-headless).\n';
const WITHOUT_CHROMIUM =
  '· Chromium is missing: tests that open a page are skipped; for those install it (Debian: apt-get install chromium).\n';

const pathOf = (program: string): string =>
  execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();

/** A checkout whose npm packages are there, on a machine that has these programs and few others. */
const machineWith = (programs: Readonly<Record<string, string>>) => {
  const root = mkdtempSync(join(tmpdir(), 'cloudgreet-setup-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const bin = join(root, 'machine');
  for (const folder of ['machine', 'scripts', 'node_modules/.bin']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const write = (path: string, script: string) => {
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  };
  for (const program of [...NEEDED, ...ALSO_NEEDED]) symlinkSync(pathOf(program), join(bin, program));
  for (const [name, script] of Object.entries({ npm: 'exit 1', ...programs })) write(join(bin, name), script);
  copyFileSync('scripts/setup', join(root, 'scripts/setup'));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  write(join(root, 'node_modules/.bin/node'), 'exit 1');
  const sum = execFileSync('cksum', { input: '{}' });
  writeFileSync(join(root, 'node_modules/.cloudgreet-lockfile'), sum);
  return {
    setUp(...options: string[]) {
      const env = { PATH: bin, BIN: bin, HOME: root };
      const { status, stdout } = spawnSync(join(bin, 'bash'), ['scripts/setup', ...options], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
      return { status, stdout };
    },
  };
};

const java = `echo 'openjdk version "17.0.15"' >&2`;
const root = 'echo 0';

describe('the set-up of a machine', () => {
  it('says nothing where there is Java', () => {
    expect(machineWith({ id: root, java }).setUp()).toEqual({ status: 0, stdout: '' });
  });

  it.each([
    ['nobody may install anything', { id: 'echo 1000', 'apt-get': 'exit 0' }],
    ['there is no apt', { id: root }],
    ['Java is too old', { id: 'echo 1000', java: `echo 'openjdk version "11.0.2"' >&2` }],
  ])('goes on without Java where %s, and says so in one sentence', (_what, programs) => {
    expect(machineWith(programs).setUp()).toEqual({ status: 0, stdout: WITHOUT_JAVA });
  });

  it('goes on without Java where it could not be installed, and does not try again at once', () => {
    const machine = machineWith({ id: root, 'apt-get': 'exit 100' });

    const first = machine.setUp();
    const second = machine.setUp();

    expect(first).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^· look up .*\n· install a Java/),
    });
    expect(first.stdout.endsWith(WITHOUT_JAVA)).toBe(true);
    expect(second).toEqual({ status: 0, stdout: WITHOUT_JAVA });
  });

  it('installs Java where it may', () => {
    const installs = `[ "$1" = install ] && { printf '#!/bin/sh\\n${java.replaceAll("'", `'"'"'`)}\\n' >"$BIN/java"; chmod +x "$BIN/java"; }; exit 0`;

    const { status, stdout } = machineWith({ id: root, 'apt-get': installs }).setUp();

    expect({ status, missing: stdout.includes('missing') }).toEqual({ status: 0, missing: false });
    expect(stdout).toContain('✓ install a Java runtime for DynamoDB Local');
  });

  it('leaves the browser alone unless it is asked for, and then goes on without it in one sentence', () => {
    const machine = machineWith({ id: 'echo 1000', java });

    expect(machine.setUp()).toEqual({ status: 0, stdout: '' });
    expect(machine.setUp('--with-browser')).toEqual({ status: 0, stdout: WITHOUT_CHROMIUM });
  });

  it('installs the browser where it is asked to and may, and does not try a vain one again at once', () => {
    const installs = `case "$*" in *chromium) printf '#!/bin/sh\\n' >"$BIN/chromium"; chmod +x "$BIN/chromium" ;; esac`;
    const vain = machineWith({ id: root, java, 'apt-get': 'exit 100' });

    const { status, stdout } = machineWith({ id: root, java, 'apt-get': installs }).setUp('--with-browser');
    vain.setUp('--with-browser');

    expect({ status, missing: stdout.includes('missing') }).toEqual({ status: 0, missing: false });
    expect(stdout).toContain('✓ install Chromium for the tests of pages');
    expect(vain.setUp('--with-browser')).toEqual({ status: 0, stdout: WITHOUT_CHROMIUM });
  });
});
