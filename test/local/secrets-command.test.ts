import { PassThrough } from 'node:stream';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSecret, putting, retiring } from '../../scripts/secrets/change-secret.ts';
import { list } from '../../scripts/secrets/list.ts';
import { openSecret } from '../../scripts/secrets/open-secret.ts';
import { type Keyboard, readUnseen } from '../../scripts/secrets/read-unseen.ts';
import { wholeSecret } from '../support/whole-secret.ts';
import { type ExampleCloud, startExampleCloud } from './example-cloud.ts';

let example: ExampleCloud;
let client: SecretsManagerClient;
let SecretId: string;
beforeAll(async () => {
  example = await startExampleCloud();
  client = new SecretsManagerClient(example.client);
  SecretId = String(example.cloud.outputs.SecretArn);
}, 30_000);
afterAll(() => example?.stop());

const open = () => openSecret({ name: 'here', secretId: SecretId, access: example.client });
const textNow = async (): Promise<string> =>
  String((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString);
const valueNow = async () => JSON.parse(await textNow()) as Record<string, never>;
const hold = (value: unknown) =>
  client.send(
    new PutSecretValueCommand({
      SecretId,
      SecretString: typeof value === 'string' ? value : JSON.stringify(value),
    }),
  );

/** What was said while these changes were made, one after the other. */
const said = async (...changes: readonly ReturnType<typeof putting>[]): Promise<string[]> => {
  const lines: string[] = [];
  for (const change of changes) await changeSecret(open(), (line) => void lines.push(line), change);
  return lines;
};
const NEW = 'whsec_a_new_one_of_stripe';
const NAME = 'stripe.webhookSecrets';

describe('npm run secrets [O6]', () => {
  it('puts a setting in and leaves everything else as it is, what it does not know included', async () => {
    const before = {
      ...wholeSecret(),
      fromLaterOn: { a: 1 },
      stripe: { ...wholeSecret().stripe, more: 'x' },
    };
    await hold(before);

    expect(await said(putting('stripe.secretKey', 'sk_live_12345678'))).toEqual(['stripe.secretKey is set.']);
    expect(await valueNow()).toEqual({
      ...before,
      stripe: { ...before.stripe, secretKey: 'sk_live_12345678' },
    });
  });

  it('keeps the last key accepted beside a new one, and no third', async () => {
    const secret = wholeSecret();
    await hold(secret);

    const lines = await said(putting(NAME, NEW), putting(NAME, `${NEW}_2`));

    expect((await valueNow()).stripe).toMatchObject({ webhookSecrets: [`${NEW}_2`, NEW] });
    expect(lines[0]).toBe(`${NAME} is changed; the one before is still accepted until \`retire ${NAME}\`.`);
  });

  it('takes the older one away when it is told to, and never the last', async () => {
    const secret = wholeSecret();
    await hold(secret);

    const lines = await said(putting(NAME, NEW), retiring(NAME), retiring(NAME));

    expect((await valueNow()).stripe).toMatchObject({ webhookSecrets: [NEW] });
    expect(lines.slice(1)).toEqual([
      `${NAME}: the older one is gone, and accepted until functions read the secret again.`,
      `${NAME} has no older one; nothing was changed.`,
    ]);
    expect(() => retiring('stripe.secretKey')).toThrow('has one value at a time');
  });

  it('changes nothing where the setting is that already', async () => {
    await hold(wholeSecret());
    await said(putting(NAME, NEW));
    const before = await client.send(new GetSecretValueCommand({ SecretId }));

    expect(await said(putting(NAME, NEW))).toEqual([`${NAME} is that already; nothing was changed.`]);
    expect((await client.send(new GetSecretValueCommand({ SecretId }))).VersionId).toBe(before.VersionId);
  });

  it('joins two origin secrets to the one text that a deployment reads', async () => {
    const secret = wholeSecret();
    await hold(secret);
    const next = 'n'.repeat(40);

    await said(putting('originSecret', next));
    expect(await valueNow()).toMatchObject({ originSecret: `${next},${secret.originSecret}` });
    await said(retiring('originSecret'));
    expect(await valueNow()).toMatchObject({ originSecret: next });
  });

  it('makes the secret of a new stage, and says what is still missing', async () => {
    await hold('a-word-of-chance');

    const lines = await said(putting('resend.apiKey', 're_12345678'));

    expect(await valueNow()).toEqual({ v: 1, resend: { apiKey: 're_12345678' } });
    expect(lines.at(-1)).toMatch(
      /^Still missing: retell\.apiKeys, .*, codes\.keys, originSecret, platform\.monthlyPrice, .*\.$/,
    );
  });

  it('does not write over what looks like a secret and cannot be read', async () => {
    await hold('{"v":1,');

    await expect(said(putting(NAME, NEW))).rejects.toThrow('mend it by hand, nothing was changed');
    expect(await textNow()).toBe('{"v":1,');
  });

  it('lists which are set, and no value', async () => {
    const secret = wholeSecret();
    await hold({ ...secret, codes: undefined, resend: { ...secret.resend, apiKey: 'sk_wrong_place' } });
    await said(putting(NAME, NEW));
    const lines: string[] = [];

    await list(open(), (line) => void lines.push(line.replaceAll(/ +/g, ' ')));

    expect(lines).toContain('stripe.webhookSecrets set, and one before it');
    expect(lines).toContain('codes.keys missing');
    expect(lines).toContain('resend.apiKey set, not well-formed');
    expect(lines.join()).not.toMatch(/whsec_|sk_|key_|KEY\w|re_/);
  });

  it('lets five who change it at once all succeed, and none of their changes is lost', async () => {
    await hold({ v: 1 });
    const names = ['retell', 'telnyx', 'stripe', 'resend', 'offers'].map((one) => `${one}.apiKey`);

    await Promise.all(names.map((name) => said(putting(name, `${name} of it`))));

    const value = (await valueNow()) as Record<string, { apiKey: string }>;
    expect(names.map((name) => value[name.slice(0, -7)]?.apiKey)).toEqual(
      names.map((name) => `${name} of it`),
    );
  });

  it('puts nothing in the place of a version that somebody changed meanwhile', async () => {
    await hold({ v: 1 });
    const secret = open();
    const { versionId } = await secret.readVersion();
    await hold({ v: 1, theirs: true });

    expect(await secret.replace(versionId, '{"v":1,"ours":true}', 'a'.repeat(36))).toBe(false);
    expect(await valueNow()).toEqual({ v: 1, theirs: true });
  });

  it('gives up with a sentence where it is changed each time it looks', async () => {
    await hold({ v: 1 });
    const secret = { ...open(), replace: async () => false };

    await expect(changeSecret(secret, () => undefined, putting(NAME, NEW))).rejects.toThrow(
      'Others changed the secret 5 times meanwhile; nothing was changed: try again.',
    );
  });

  it('leaves no label behind, of which a secret may have twenty', async () => {
    await hold(wholeSecret());
    for (let round = 0; round < 21; round += 1) await said(putting('stripe.secretKey', `sk_live_${round}`));

    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    expect(Object.values(VersionIdsToStages).flat().sort()).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  });
});

describe('a value that is typed [O6]', () => {
  const aKeyboard = (isTTY: boolean) => {
    const modes: boolean[] = [];
    const keys = new PassThrough();
    return {
      keys,
      modes,
      keyboard: Object.assign(keys, { isTTY, setRawMode: (raw: boolean) => modes.push(raw) }),
    };
  };
  const typed = async (...chunks: readonly string[]) => {
    const { keys, modes, keyboard } = aKeyboard(true);
    const shown: string[] = [];
    const value = readUnseen('key: ', keyboard as unknown as Keyboard, (text) => void shown.push(text));
    for (const chunk of chunks) keys.write(chunk);
    return { value: await value.catch(String), shown: shown.join(''), modes };
  };

  it('is shown nowhere, and the terminal is as it was', async () => {
    expect(await typed('sk_li', 've_123\r')).toEqual({
      value: 'sk_live_123',
      shown: 'key: \n',
      modes: [true, false],
    });
  });

  it.each([
    ['with a key that was taken back', 'abcx\x7fd\n', 'abcd'],
    ['with space around it', '  abc \t\r', 'abc'],
    ['with what a terminal sends besides', 'a\x1bb\x00c\r', 'abc'],
    ['and ended by Ctrl-D', 'abc\x04', 'abc'],
    ['in the middle of a line', 'abc\rdef', 'abc'],
  ])('is taken %s', async (_, keys, value) => {
    expect((await typed(keys)).value).toBe(value);
  });

  it('is given up with Ctrl-C, and the terminal is as it was', async () => {
    expect(await typed('abc\x03')).toMatchObject({
      value: 'Error: Stopped; nothing was changed.',
      modes: [true, false],
    });
  });

  it('has to be something', async () => {
    expect((await typed(' \r')).value).toBe('Error: Nothing was given; nothing was changed.');
  });

  it('may be piped in, with the newline that a file ends with', async () => {
    const { keys, keyboard, modes } = aKeyboard(false);
    keys.end('sk_live_123\n');

    expect(await readUnseen('key: ', keyboard as unknown as Keyboard, () => undefined)).toBe('sk_live_123');
    expect(modes).toEqual([]);
  });

  it('is no whole file', async () => {
    const { keys, keyboard } = aKeyboard(false);
    keys.end('x'.repeat(4097));

    await expect(readUnseen('', keyboard as unknown as Keyboard, () => undefined)).rejects.toThrow(
      'that long',
    );
  });
});
