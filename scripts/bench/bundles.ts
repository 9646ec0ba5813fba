import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { BUNDLING } from '../../lib/constructs/bundling.ts';
import { ensureAssembly } from '../local/assembly/ensure-assembly.ts';
import { readAssembly } from '../local/assembly/read-assembly.ts';
import { type Figure, figure } from './figure.ts';
import type { Progress } from './progress.ts';
import { projectRoot } from './project-root.ts';
import { interleave, median, type Side, spreadOf } from './sampling.ts';

const VOICE = 'voice/agent';
/** What the bundle a caller waits for may take to load, beside the client it cannot do without. */
const VOICE_GOAL = 1.3;
const KILOBYTE = 1024;

/** What every bundle is measured beside, made as ours are, but with the credentials of anybody. */
const peers = {
  'an empty handler': `exports.handler = async () => ({});`,
  'the DynamoDB client alone': `
    import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
    const client = new DynamoDBClient({});
    export const handler = async ({ query, write }) =>
      client.send(query ? new QueryCommand(query) : new TransactWriteItemsCommand(write));`,
} as const;
type Peer = keyof typeof peers;

type Bundle = { readonly file: string; readonly variables: Readonly<Record<string, string>> };

const bundlePeer = async (folder: string, name: Peer): Promise<Bundle> => {
  const directory = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{"type":"commonjs"}');
  const file = join(directory, 'index.js');
  await build({
    stdin: { contents: peers[name], resolveDir: projectRoot, loader: 'ts' },
    absWorkingDir: projectRoot,
    outfile: file,
    ...BUNDLING,
  });
  return { file, variables: {} };
};

/** What is only known at the start of a cloud: loading needs a value, not the right one. */
const fillIn = (value: unknown): string => {
  if (typeof value !== 'string') return 'something';
  return value.startsWith('cloudgreet-local://clock') ? '0' : value.replace(/^cloudgreet-local:/, 'http:');
};

/** The functions as they are deployed, by handler. */
const deployedBundles = (assembly: string): Map<string, Bundle> => {
  const found = new Map<string, Bundle>();
  for (const { template } of readAssembly(assembly)) {
    for (const { Type, Metadata, Properties } of Object.values(template.Resources ?? {})) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const environment = Properties?.Environment as { Variables?: Record<string, unknown> } | undefined;
      const variables = Object.entries(environment?.Variables ?? {}).map(([name, value]) => [
        name,
        fillIn(value),
      ]);
      found.set(String(Metadata?.['cloudgreet:handler']), {
        file: join(assembly, String(Metadata?.['aws:asset:path']), 'index.js'),
        variables: Object.fromEntries(variables),
      });
    }
  }
  return found;
};

/** Like Lambda's runtime an ES module that requires the bundle; the clock runs around that alone. */
const LOADER = `
import { createRequire } from 'node:module';
const require = createRequire('file:///');
const begun = process.hrtime.bigint();
const loaded = require(process.argv[1]);
const ended = process.hrtime.bigint();
if (typeof loaded.handler !== 'function') throw new Error('no handler');
process.stdout.write(String(Number(ended - begun) / 1e6));`;

const run = promisify(execFile);

/** Milliseconds that a fresh process needs to load a bundle, its clients made. */
const loading = ({ file, variables }: Bundle): Side => ({
  async sample() {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', LOADER, file], {
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        ...variables,
      },
    });
    return Number(stdout);
  },
});

const figuresOf = (
  name: string,
  loads: readonly number[],
  kilobytes: number,
  peer: Peer,
  peerLoads: readonly number[],
  peerKilobytes: number,
): Figure[] => [
  figure({
    name: `load of ${name}, beside ${peer}`,
    value: median(loads),
    unit: 'ms',
    peer: median(peerLoads),
    spread: spreadOf(loads),
    ...(name === VOICE && peer === 'the DynamoDB client alone' && { goal: VOICE_GOAL }),
  }),
  figure({ name: `size of ${name}, beside ${peer}`, value: kilobytes, unit: 'KB', peer: peerKilobytes }),
];

const kilobytesOf = ({ file }: Bundle): number => statSync(file).size / KILOBYTE;

/** How large each function is and how long it takes to load, in fresh processes. */
export const benchBundles = async (progress: Progress): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-bench-'));
  try {
    const assembly = await ensureAssembly(projectRoot, () => progress('synthesise the stacks'));
    const bundles = deployedBundles(assembly);
    const names = Object.keys(peers) as Peer[];
    for (const name of names) bundles.set(name, await bundlePeer(folder, name));
    const sides = Object.fromEntries([...bundles].map(([name, bundle]) => [name, loading(bundle)]));
    const loads = await interleave(sides, { samples: 21, progress });
    const known = (name: string) => ({
      loads: loads[name] ?? [],
      kilobytes: kilobytesOf(bundles.get(name) as Bundle),
    });
    return names.flatMap((peer) =>
      [...bundles.keys()]
        .filter((name) => !(name in peers))
        .flatMap((name) => {
          const [ours, theirs] = [known(name), known(peer)];
          return figuresOf(name, ours.loads, ours.kilobytes, peer, theirs.loads, theirs.kilobytes);
        }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};
