import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A project with our rules and nothing but planted files. */
let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'cloudgreet-planted-'));
  for (const name of [
    'biome.json',
    '.gitignore',
    'tsconfig.json',
    '.dependency-cruiser.cjs',
    'scripts/lint',
    'package.json',
  ]) {
    await cp(name, join(project, name), { recursive: true });
  }
  await symlink(join(process.cwd(), 'node_modules'), join(project, 'node_modules'));
  await mkdir(join(project, '.git'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

const plant = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), `${text}\n`);
};

/** What the command prints as JSON, whether or not it found anything. */
const run = (command: string, ...args: string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    execFile(join('node_modules/.bin', command), args, { cwd: project }, (error, stdout, stderr) => {
      const line = stdout.slice(stdout.indexOf('{')).trim();
      if (line.startsWith('{')) resolve(JSON.parse(line));
      else reject(new Error(`${command} printed no JSON: ${stderr}`, { cause: error }));
    });
  });

const FORBIDDEN: Record<string, string> = {
  'the clock': 'export const a = () => Date.now();',
  'the date of now': 'export const a = () => new Date();',
  chance: 'export const a = () => Math.random();',
  hashing: "import { createHash } from 'node:crypto';\n\nexport const a = createHash;",
  'all of hashing': "import * as crypto from 'node:crypto';\n\nexport const a = crypto;",
  pauses: "import { setTimeout as wait } from 'node:timers/promises';\n\nexport const a = wait;",
  fetch: "export const a = () => fetch('https://vendor.example');",
  timers: 'export const a = () => setTimeout(() => undefined, 1);',
  variables: 'export const a = () => process.env.SECRET;',
  'random ids': 'export const a = () => crypto.randomUUID();',
  'time-outs': 'export const a = () => AbortSignal.timeout(1);',
  'a promise left alone': 'export const a = (send: () => Promise<void>) => {\n  send();\n};',
  'a default export': 'const a = 1;\nexport default a;',
  'the console': "export const a = () => console.log('a');",
};

describe('lint', () => {
  it('finds each forbidden thing in domain and adapters, and none in what is allowed', async () => {
    const found: string[] = [];
    for (const [index, text] of Object.values(FORBIDDEN).entries()) {
      await plant(`functions/domain/planted/thing-${index}.ts`, text);
      await plant(`functions/adapters/stripe/thing-${index}.ts`, text);
    }
    await plant('functions/domain/planted/allowed.ts', 'export const a = (at: number) => new Date(at);');
    await plant('functions/runtime/planted.ts', 'export const a = () => Date.now() + Math.random();');

    const { diagnostics } = (await run(
      'biome',
      'lint',
      '--max-diagnostics=none',
      '--reporter=json',
      'functions',
    )) as {
      diagnostics: { location: { path: unknown } }[];
    };
    found.push(...new Set(diagnostics.map(({ location }) => JSON.stringify(location.path))));

    const missed = Object.keys(FORBIDDEN).flatMap((name, index) =>
      ['domain/planted', 'adapters/stripe']
        .filter((folder) => !found.some((path) => path.includes(`${folder}/thing-${index}.ts`)))
        .map((folder) => `${name} in ${folder}`),
    );
    expect(missed).toEqual([]);
    expect(found.filter((path) => !path.includes('/thing-'))).toEqual([]);
  }, 60_000);
});

const IMPORTS: Record<string, readonly [from: string, to: string]> = {
  'contracts → domain': ['functions/contracts/planted.ts', '../domain/target.ts'],
  'domain → adapters': ['functions/domain/planted-a.ts', '../adapters/stripe/target.ts'],
  'domain → runtime': ['functions/domain/planted-b.ts', '../runtime/target.ts'],
  'domain → an SDK, by type': ['functions/domain/planted-c.ts', '@aws-sdk/client-sqs'],
  'domain → node': ['functions/domain/planted-d.ts', 'node:path'],
  'runtime → domain': ['functions/runtime/planted-a.ts', '../domain/target.ts'],
  'runtime → an SDK': ['functions/runtime/planted-b.ts', '@aws-sdk/client-sqs'],
  'adapter → another vendor': ['functions/adapters/telnyx/planted-a.ts', '../stripe/target.ts'],
  "adapter → another vendor's SDK": ['functions/adapters/telnyx/planted-b.ts', 'stripe'],
  'handler → handler': ['functions/handlers/workers/planted-a.ts', '../voice/target.ts'],
  'handler → an SDK': ['functions/handlers/workers/planted-b.ts', '@aws-sdk/client-sqs'],
  'lib → domain': ['lib/planted.ts', '../functions/domain/target.ts'],
  'functions → the CDK': ['functions/adapters/stripe/planted.ts', 'aws-cdk-lib'],
  'a call → a limit': ['functions/handlers/voice/planted.ts', '../../domain/limit/target.ts'],
  'a webhook → a limit, by way of others': [
    'functions/handlers/webhooks/planted.ts',
    '../../domain/between.ts',
  ],
  'local cloud → domain': ['scripts/local/planted.ts', '../../functions/domain/target.ts'],
};

describe('import rules', () => {
  it('find every import that goes the wrong way', async () => {
    for (const folder of ['domain', 'domain/limit', 'runtime', 'adapters/stripe', 'handlers/voice']) {
      await plant(`functions/${folder}/target.ts`, 'export const target = 1;');
    }
    await plant('functions/domain/between.ts', "export { target } from './limit/target.ts';");
    for (const [from, to] of Object.values(IMPORTS))
      await plant(from, `import type * as it from '${to}';\nexport type { it };`);

    const { summary } = (await run('depcruise', '--output-type', 'json', 'functions', 'lib', 'scripts')) as {
      summary: { violations: { from: string }[] };
    };
    const caught = new Set(summary.violations.map(({ from }) => from));

    expect(Object.entries(IMPORTS).flatMap(([name, [from]]) => (caught.has(from) ? [] : [name]))).toEqual([]);
    expect([...caught].filter((from) => from.includes('target'))).toEqual([]);
  }, 60_000);
});
