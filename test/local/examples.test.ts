import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type Heard, startReceiver } from '../../docs/examples/webhook-receiver/receiver.ts';
import { loadScenarios, readScenario } from '../../scripts/play/scenario.ts';
import { commandsIn, outputsIn } from '../support/readme.ts';

const RECEIVER = 'docs/examples/webhook-receiver/README.md';

describe('the example of a webhook receiver [C3, D4]', () => {
  it('prints what its page says', async () => {
    const [command = ''] = commandsIn(RECEIVER);

    const { stdout } = await promisify(execFile)('bash', ['-c', command]);

    expect(commandsIn(RECEIVER)).toHaveLength(1);
    expect([stdout]).toEqual(outputsIn(RECEIVER));
  });

  it('answers 404 where no vendor calls, and hears nobody without a key', async () => {
    const heard: Heard[] = [];
    const keys = {
      v: 1,
      retell: { apiKeys: ['a'] },
      telnyx: { apiKey: 'a', publicKeys: ['a'] },
      stripe: { secretKey: 'a', webhookSecrets: ['a'] },
      resend: { apiKey: 'a', webhookSecrets: ['a'] },
      offers: { keys: ['a'] },
      codes: { keys: ['b'] },
    } as const;
    const receiver = await startReceiver({
      keys: structuredClone(keys) as never,
      onHeard: (one) => heard.push(one),
    });

    const paths = ['/', '/toString', '/stripe', '/telnyx', '/retell', '/resend'];
    const answers = await Promise.all(
      paths.map((path) => fetch(`${receiver.url}${path}`, { method: 'POST', body: '{}' })),
    );
    await receiver.stop();

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 401, 401, 401]);
    expect(heard.map(({ vendor, how }) => `${vendor} ${how}`).sort()).toEqual([
      'resend refused',
      'retell refused',
      'stripe refused',
      'telnyx refused',
    ]);
  });
});

describe("a scenario of one's own", () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-scenarios-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const example = JSON.parse(readFileSync('docs/examples/scenario/change-of-mind.json', 'utf8'));
  const saved = (text: string): string => {
    const path = join(folder, '1-mine.json');
    writeFileSync(path, text);
    return path;
  };

  it('is read like ours, and named after its file', () => {
    expect(readScenario(saved(JSON.stringify(example)))).toMatchObject({
      name: 'mine',
      title: example.title,
    });
    expect(loadScenarios().map(({ name }) => name)).toContain('first-call');
  });

  it.each<[string, string, RegExp]>([
    ['is no JSON', '{ "title": ', /^scenario 1-mine\.json: is no JSON: /],
    [
      'has a step nobody knows',
      JSON.stringify({ ...example, steps: [{ caller: 'Sam', sings: 'la' }] }),
      /sings/,
    ],
    [
      'names a stranger',
      JSON.stringify({ ...example, steps: [{ caller: 'Bo', calls: true }] }),
      /not in callers/,
    ],
    ['claims nothing', JSON.stringify({ ...example, claims: [] }), /claims/],
  ])('that %s is refused before anything starts', (_, text, sentence) => {
    expect(() => readScenario(saved(text))).toThrow(sentence);
  });

  it('that is not there is named in one sentence', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/play/main.ts', '--scenario-file', 'gone.json'],
      {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      },
    );

    expect({ status, stderr }).toEqual({ status: 1, stderr: 'scenario gone.json: cannot be read\n' });
  });

  it('may use every step and every kind of claim that its page explains, and the page explains them all', () => {
    const page = readFileSync('docs/examples/scenario/README.md', 'utf8');
    const source = ['scenario', 'scenario-step']
      .map((name) => readFileSync(`scripts/play/${name}.ts`, 'utf8'))
      .join();
    const kinds = [...(/const kinds = \{([\s\S]*?)\n\};/.exec(source)?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)];
    const looks = [...(/const LOOKS = \[([\s\S]*?)\]/.exec(source)?.[1] ?? '').matchAll(/'(\w+)'/g)];

    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.map(([, kind]) => kind).filter((kind) => !page.includes(`"${kind}": `))).toEqual([]);
    expect(looks.map(([, look]) => look).filter((look) => !page.includes(`\`${look}\``))).toEqual([]);
  });
});
