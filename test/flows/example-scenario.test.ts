import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandsIn } from '../support/readme.ts';
import { watched } from '../support/watched-process.ts';

describe('the example of a scenario [D4]', () => {
  it('is played as its page says, and all it claims holds', async () => {
    const [command = '', ...others] = commandsIn('docs/examples/scenario/README.md');

    const { stdout } = await promisify(execFile)('bash', ['-c', command], {
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100', NODE_OPTIONS: watched.join(' ') },
    });

    expect(others).toEqual([]);
    expect(stdout).toContain('A change of mind');
    expect(stdout).toContain('✓ All 4 claims held in 1 scenario.');
  });
});
