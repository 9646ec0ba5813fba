import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { secretsIn } from '../../scripts/lint/secret-patterns.ts';

/** Put together here, so that this file holds none of them. */
const random = (alphabet: string, length: number) =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + length) % alphabet.length]).join('');
const HEX = '0123456789abcdef';
const LETTERS = 'aB3dE5gH1jK2mN4pQ6rS8tU0vW7xY9z';
const SECRETS: Readonly<Record<string, string>> = {
  "Stripe's live key": `sk_${'live_'}51${random(LETTERS, 60)}`,
  "Stripe's test key": `sk_${'test_'}51${random(LETTERS, 60)}`,
  "Stripe's restricted key": `rk_${'live_'}51${random(LETTERS, 60)}`,
  "the secret of Stripe's webhook": `whsec${'_'}${random(LETTERS, 32)}`,
  "the secret of Resend's webhook": `whsec${'_'}${btoa(random(LETTERS, 24))}`,
  "Telnyx's key": `KEY${'0'}${random(HEX, 31).toUpperCase()}_${random(LETTERS, 22)}`,
  "Resend's key": `re${'_'}${random(LETTERS, 8)}_${random(LETTERS, 24)}`,
  "Retell's key": `key${'_'}${random(HEX, 28)}`,
  'the id of an AWS key': `AK${'IA'}${random('QWERTYUIOP234567', 16)}`,
  'a temporary AWS key': `AS${'IA'}${random('QWERTYUIOP234567', 16)}`,
  'a private key': `-----BEGIN ${'RSA PRIVATE KEY'}-----\n${random(LETTERS, 64)}\n-----END RSA PRIVATE KEY-----`,
  'a private key in JSON': `-----BEGIN ${'PRIVATE KEY'}-----\\n${random(LETTERS, 64)}\\n-----END PRIVATE KEY-----`,
  "GitHub's token": `gh${'p_'}${random(LETTERS, 36)}`,
  "Slack's token": `xox${'b-'}1234567890-1234567890123-${random(LETTERS, 24)}`,
};

describe('F-TEN-12: the search for secrets', () => {
  it.each(Object.entries(SECRETS))('finds %s, in code, in a log line and alone', async (_, secret) => {
    for (const text of [
      `const a = 1;\nconst key = '${secret}';\n`,
      JSON.stringify({ level: 'INFO', message: `with ${secret} and more` }),
      secret,
    ]) {
      expect(await secretsIn(text, 'functions/a.ts'), text.slice(0, 20)).toHaveLength(1);
    }
  });

  it('says on which line', async () => {
    const [found] = await secretsIn(`\n\n  key: ${SECRETS["Telnyx's key"]}\n`, 'a.yml');

    expect(found?.line).toBe(3);
  });

  it.each([
    'const secret = "whsec_x"; const key = "sk_test_x";',
    'sha512-sZ4fKF3/eHO706p8wovzQlaRMfS4k272jAF9LCj/B4HqxhuFiZi/Nx4amWQAYFOcEfrmVpGQmlgHDHDNx+22fw==',
    'arn:aws:iam::123456789012:role/deploy',
    'monkey_0123456789abcdef0123456789 and score_abcdefgh_abcdefghijklmnopqrst',
    'the header -----BEGIN PRIVATE KEY----- starts such a file',
  ])('lets stand what is none: %s', async (text) => {
    expect(await secretsIn(text, 'a.ts')).toEqual([]);
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const search = () => spawnSync(process.execPath, ['scripts/lint/secrets.ts', folder], { encoding: 'utf8' });

  it('fails over a bundle with a key in it, and names the place without repeating the key', () => {
    mkdirSync(join(folder, 'asset.1'));
    writeFileSync(join(folder, 'asset.1', 'index.js'), `var a="${SECRETS["Stripe's live key"]}";`);
    writeFileSync(join(folder, 'template.json'), '{"Resources":{}}');

    const { status, stdout, stderr } = search();

    expect(status).toBe(1);
    expect(stderr).toBe(`${join(folder, 'asset.1', 'index.js')}:1: looks like a Stripe key\n`);
    expect(stdout).toBe('secrets: 2 files, 1 finding\n');
  });

  it('is content with a folder that holds none', () => {
    rmSync(join(folder, 'asset.1'), { recursive: true });

    expect(search()).toMatchObject({ status: 0, stdout: 'secrets: 1 files, 0 findings\n' });
  });
});

describe('git', () => {
  it('never takes the files in which people keep keys, nor what a deployment writes', () => {
    const files = ['.env', '.env.local', 'keys.json', 'outputs.json'];

    const { stdout } = spawnSync('git', ['check-ignore', '--no-index', ...files, '.env.example'], {
      encoding: 'utf8',
    });

    expect(stdout.trim().split('\n')).toEqual(files);
  });
});
