import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watched } from '../support/watched-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Half as long; on DynamoDB Local the same demo is played as the page of the example of a scenario says. */
const IN_MEMORY = ['--store', 'memory'];

/** Runs one of the scripts a person runs, with what they type or until they stop it; resolves with what they see. */
const run = (
  script: string,
  args: readonly string[],
  typed = '',
  interruptedAt?: RegExp,
): Promise<{ code: number | null; shown: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...watched, script, ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
    });
    let shown = '';
    let isInterrupted = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
        if (interruptedAt?.test(shown) && !isInterrupted) {
          isInterrupted = true;
          child.kill('SIGINT');
        }
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, shown }));
    if (interruptedAt) child.stdin.write(typed);
    else child.stdin.end(typed);
  });

describe('the demo [D4]', () => {
  it('says which scenarios there are', async () => {
    const listed = await run('scripts/play/main.ts', ['--list']);
    const unknown = await run('scripts/play/main.ts', ['--scenario', 'nothing']);

    expect(listed).toMatchObject({ code: 0 });
    expect(listed.shown).toContain('first-call');
    expect(unknown.code).toBe(1);
    expect(unknown.shown).toContain('no scenario nothing');
  });
});

describe.each(['scripts/play/main.ts', 'scripts/call.ts'])('%s', (script) => {
  it.each([
    [['--bogus'], "Unknown option '--bogus': see --help."],
    [['--at'], "Option '--at <value>' argument missing: see --help."],
    [['--at', 'nonsense'], '"nonsense" is no date: say 2027-03-14 or 2027-03-14T01:50.'],
  ])('answers %j with one sentence', async (args, sentence) => {
    expect(await run(script, args)).toEqual({ code: 1, shown: `${sentence}\n` });
  });

  it('has nothing more to say when it is interrupted', async () => {
    const args = [...(script.includes('call') ? ['--new'] : []), ...IN_MEMORY];

    const { code, shown } = await run(script, args, '', /How can I help/);

    expect(code).toBe(130);
    expect(shown).not.toMatch(/fail|error/i);
  });
});

describe('the telephone at the keyboard [D4]', () => {
  it('books on a daylight-saving Sunday for somebody who just answers what is asked', async () => {
    const typed = [
      'my furnace stopped, can someone come today?',
      'the first one',
      'Dana Reyes',
      'yes',
      '410 Pecan Street',
      'yes',
      "that's all",
    ];

    const { code, shown } = await run(
      'scripts/call.ts',
      ['--new', '--at', '2027-03-14T01:50', '--from', '+15125550123', ...IN_MEMORY],
      `${typed.join('\n')}\n`,
    );

    expect(shown).toContain('You are booked for Sunday, March 14 at 10 AM.');
    expect(shown).toMatch(/Stripe: invoice \S+ paid, \$50\.00/);
    expect(shown).toContain('Telnyx: text delivered to +1 512 555 0123');
    expect(shown).toContain('Resend: e-mail delivered');
    expect(code).toBe(0);
  });

  it('may be hung up in the middle', async () => {
    const { code, shown } = await run('scripts/call.ts', ['--new', ...IN_MEMORY], 'furnace repair\n');

    expect(shown).toContain('The call is over.');
    expect(shown).toMatch(/call logged: \d+ s, user_hangup/);
    expect(code).toBe(0);
  });
});
