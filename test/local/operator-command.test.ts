import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const run = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/operator.ts', ...words], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
};

describe('npm run operator [C1]', () => {
  it('tells what it takes, and that it prints nothing secret', () => {
    const { status, stdout, stderr } = run('--help');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('npm run operator -- invite EMAIL NAME');
    expect(stdout).toContain('there is no password to begin with');
  });

  it.each([
    ['nothing', [], '"" is no command: see --help.'],
    [
      'another command',
      ['promote', 'otto@operators.example'],
      '"promote otto@operators.example" is no command: see --help.',
    ],
    ['no address', ['invite'], 'Say whom: npm run operator -- invite EMAIL NAME.'],
    ['no name', ['invite', 'otto@operators.example'], 'Say whom: npm run operator -- invite EMAIL NAME.'],
    ['what is no address', ['invite', 'otto', 'Otto'], 'Say whom: npm run operator -- invite EMAIL NAME.'],
    [
      'an unknown stage',
      ['invite', 'otto@operators.example', 'Otto', '--stage', 'moon'],
      'There is no stage "moon": the stages are dev, staging, prod. Without --stage: the local cloud.',
    ],
  ])('refuses %s in one sentence, before anything is reached', (_, words, sentence) => {
    const { status, stdout, stderr } = run(...words);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`${sentence}\n`);
  });
});
