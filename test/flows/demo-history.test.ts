import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watched } from '../support/watched-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const runDemo = (...args: readonly string[]): Promise<{ code: number | null; shown: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...watched, 'scripts/play/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
    });
    let shown = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, shown }));
  });

describe('the demo [D4]', () => {
  it('plays a scenario, proves its claims, fills a week with calls through the real operations and leaves', async () => {
    const { code, shown } = await runDemo(
      '--once',
      '--scenario',
      'same-time',
      ...['--history', 'short', '--store', 'memory'],
    );

    expect(shown).toContain('✓ All 6 claims held in 1 scenario');
    expect(shown).toMatch(/⚙ book_appointment +\d+ ms → refused: slot_taken/);
    expect(shown).toMatch(/✓ All that was played is there, and nothing else: \d+ calls, \d+ appointments/);
    expect(shown).toMatch(/the same at Stripe to the cent, \d+ texts, none to whoever said STOP \(1\)/);
    expect(code).toBe(0);
  });

  it('says what there is for another word', async () => {
    expect(await runDemo('--history', 'long')).toEqual({
      code: 1,
      shown: 'there is no history "long"; there are: none, short, full\n',
    });
  });
});
