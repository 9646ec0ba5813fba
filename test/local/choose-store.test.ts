import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseStore, readTableStore } from '../../scripts/local/backends/choose-store.ts';
import { hasJava } from '../../scripts/local/backends/java.ts';

/** A PATH of one folder whose `java` does this; without, an empty folder. */
const machineWith = (java?: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-java-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (java !== undefined) {
    writeFileSync(join(folder, 'java'), `#!/bin/sh\n${java}\n`);
    chmodSync(join(folder, 'java'), 0o755);
  }
  return { PATH: folder };
};

describe('a machine', () => {
  it.each([
    ['Java 17', `echo 'openjdk version "17.0.15" 2025-04-15' >&2`, true],
    ['Java 25', `echo 'openjdk version "25" 2025-09-16' >&2`, true],
    ['a JVM that greets first', `echo 'Picked up _JAVA_OPTIONS: -Xmx1g\nopenjdk version "21.0.1"' >&2`, true],
    ['Java 11', `echo 'openjdk version "11.0.2" 2019-01-15' >&2`, false],
    ['Java 8', `echo 'java version "1.8.0_401"' >&2`, false],
    ['a stub that asks to install Java', `echo 'Unable to locate a Java Runtime.' >&2; exit 1`, false],
    ['no Java', undefined, false],
  ])('with %s is told apart', async (_what, java, expected) => {
    expect(await hasJava(machineWith(java))).toBe(expected);
  });
});

describe('the store of the tables', () => {
  it('is DynamoDB Local where there is Java for it, without a word', async () => {
    expect(await chooseStore(undefined, async () => true)).toEqual({ kind: 'dynamodb-local' });
  });

  it('is ours in memory where there is none, and says how to get the other', async () => {
    expect(await chooseStore(undefined, async () => false)).toEqual({
      kind: 'memory',
      notice:
        'No Java 17 or later was found, so tables are kept in memory by our own DynamoDB; install Java for DynamoDB Local.',
    });
  });

  it.each(['memory', 'dynamodb-local'] as const)('is %s where it was asked for', async (asked) => {
    const unasked = () => Promise.reject(new Error('Nobody looks for Java.'));

    expect(await chooseStore(readTableStore(asked), unasked)).toEqual({ kind: asked });
  });

  it('has to be one that there is', () => {
    expect(() => readTableStore('moon')).toThrow(
      'There is no store "moon"; there are dynamodb-local and memory.',
    );
  });
});
