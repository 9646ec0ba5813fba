import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
};

export type Template = {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { Value: unknown; Export?: { Name: unknown }; Condition?: string }>
  >;
  readonly Parameters?: Readonly<Record<string, { Type: string; Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
};

export type Stack = {
  readonly name: string;
  /** `us-east-1`, or undefined where the stack was synthesised for no region in particular. */
  readonly region: string | undefined;
  readonly template: Template;
  /** Folder of an asset by the key it would have in the staging bucket. */
  readonly assets: ReadonlyMap<string, string>;
};

type Artifact = {
  type: string;
  environment?: string;
  dependencies?: string[];
  displayName?: string;
  properties?: { templateFile?: string; stackName?: string; file?: string };
};
type AssetFile = {
  source: { path: string; packaging: string };
  destinations: Record<string, { objectKey: string }>;
};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const assetsOf = (directory: string, artifacts: [string, Artifact][]): Map<string, string> => {
  const folders = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type !== 'cdk:asset-manifest' || !artifact.properties?.file) continue;
    const manifest = readJson<{ files?: Record<string, AssetFile> }>(
      join(directory, artifact.properties.file),
    );
    for (const file of Object.values(manifest.files ?? {})) {
      for (const { objectKey } of Object.values(file.destinations)) {
        folders.set(objectKey, join(directory, file.source.path));
      }
    }
  }
  return folders;
};

/**
 * Reads a synthesised CDK assembly: its stacks, those that others depend on first.
 * Throws when the directory holds no assembly.
 */
export const readAssembly = (directory: string): Stack[] => {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path))
    throw new Error(`No CDK assembly in ${directory}: run "npx cdk synth -c stage=local" first.`);
  const artifacts = Object.entries(readJson<{ artifacts?: Record<string, Artifact> }>(path).artifacts ?? {});
  const assets = assetsOf(directory, artifacts);
  const byId = new Map(artifacts.filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack'));
  const ordered = new Map<string, Stack>();
  const visit = (id: string, artifact: Artifact): void => {
    if (ordered.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) {
      const other = byId.get(dependency);
      if (other) visit(dependency, other);
    }
    const region = artifact.environment?.split('/').at(-1);
    ordered.set(id, {
      name: artifact.properties?.stackName ?? id,
      region: region === 'unknown-region' ? undefined : region,
      template: readJson<Template>(
        join(directory, artifact.properties?.templateFile ?? `${id}.template.json`),
      ),
      assets,
    });
  };
  for (const [id, artifact] of byId) visit(id, artifact);
  return [...ordered.values()];
};
