import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, Stack } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { buildSync } from 'esbuild';
import { BUNDLING, LAMBDA_CREDENTIALS_ONLY } from './bundling.ts';

const SOURCES = 'functions/handlers';

/** Paths below functions/handlers, without extension. */
const handlers = (): string[] =>
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).flatMap((path) =>
    path.endsWith('.ts') ? [path.slice(0, -'.ts'.length)] : [],
  );

/**
 * One file each, in one run of esbuild: it reads what they share once, which takes four seconds and not thirty. The bytes were
 * those of a run for each (compared on 2026-11-30).
 */
const bundleAll = (): string => {
  const all = handlers();
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  buildSync({
    entryPoints: all.map((handler) => ({ in: `${SOURCES}/${handler}.ts`, out: `${handler}/index` })),
    outdir: folder,
    ...BUNDLING,
    alias: LAMBDA_CREDENTIALS_ONLY,
    logLevel: 'warning',
  });
  // Without it the nearest package.json decides how Node reads the bundle, and in a checkout of ours that says ESM.
  for (const handler of all) writeFileSync(join(folder, handler, 'package.json'), '{"type":"commonjs"}\n');
  return folder;
};

/** By the app that is synthesised: another may find other sources. */
const bundles = new WeakMap<IConstruct, string>();

/**
 * The code of a handler, as it is deployed. Where CDK leaves bundles out, as for a bootstrap and in tests of templates, it is
 * something that stands for it.
 */
export const bundledHandler = (scope: Construct, handler: string): AssetCode => {
  if (!Stack.of(scope).bundlingRequired)
    return Code.fromAsset(SOURCES, { assetHashType: AssetHashType.CUSTOM, assetHash: 'unbundled' });
  const { root } = scope.node;
  const folder = bundles.get(root) ?? bundleAll();
  bundles.set(root, folder);
  return Code.fromAsset(join(folder, handler));
};
