import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

describe('a command that nobody can use well [O6]', () => {
  const run = async (script: string, ...words: readonly string[]) => {
    const child = spawn(process.execPath, [`scripts/${script}.ts`, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let shownText = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        shownText += chunk.toString();
      });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, shown: shownText };
  };
  const VALUE = 'sk_live_of_a_real_account';

  it.each([
    ['a value behind its name', ['put', 'stripe.secretKey', VALUE], 'stays in the history of your shell'],
    [
      'a value after an equals sign',
      ['put', `stripe.secretKey=${VALUE}`],
      'stays in the history of your shell',
    ],
    ['a value in the place of its name', ['put', VALUE], 'Say which: retell.apiKeys, telnyx.apiKey,'],
    ['an option with a value', ['put', 'stripe.secretKey', `--value=${VALUE}`], 'Unknown option'],
    ['no name', ['put'], 'Say which: retell.apiKeys'],
    ['another word', ['get', 'stripe.secretKey'], 'There are list, put and retire'],
    [
      "a key to be made that is a vendor's",
      ['put', 'stripe.secretKey', '--generate'],
      'is made by its vendor',
    ],
    ['what another command makes', ['put', 'platform.trunkId'], 'is made and put in by npm run connect'],
    ['the older of what is one', ['retire', 'stripe.secretKey'], 'has one value at a time'],
  ])('is told %s, and repeats nothing of it', async (_, words, sentence) => {
    const { code, shown: text } = await run('secrets', ...words);

    expect(code).toBe(1);
    expect(text).toContain(sentence);
    expect(text).not.toContain(VALUE.slice(0, 12));
  });

  it.each(['validate-environment', 'verify-data-model', 'secrets', 'connect'])(
    '%s knows its stages',
    async (script) => {
      const { code, shown: text } = await run(script, '--stage', 'moon');

      expect(code).toBe(1);
      expect(text).toContain('There is no stage "moon": the stages are dev, staging, prod.');
    },
  );

  it('connect is told to check or to mend, not both', async () => {
    const { code, shown: text } = await run('connect', '--check', '--mend');

    expect(code).toBe(1);
    expect(text).toContain('--check changes nothing and --mend does: say one of them.');
  });
});
