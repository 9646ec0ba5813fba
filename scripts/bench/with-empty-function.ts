import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What answers there does nothing: it has the same host, memory and HTTP front as a webhook of ours. */
export const EMPTY_PATH = '/bench/empty';
export const EMPTY_HANDLER = 'bench/empty';

const MODEL_HANDLER = 'webhooks/retell';
const MODEL_PATH = '/webhooks/retell';
const ASSET = 'asset.bench-empty';
const STACK = 'CloudGreet-local-app';
const CODE = `exports.handler = async () => ({ statusCode: 200, body: '{"ok":true}' });`;

type Resource = { Type: string; Properties: Record<string, unknown>; Metadata?: Record<string, unknown> };
type Template = { Resources: Record<string, Resource> };
type Assets = { files: Record<string, unknown> };

const readJson = <Content>(path: string): Content => JSON.parse(readFileSync(path, 'utf8')) as Content;

/** The resources of the model webhook that make it answer, as those of the empty function. */
const emptied = ({ Resources }: Template): Record<string, Resource> => {
  const idOf = (type: string, matches: (one: Resource) => boolean): string => {
    const found = Object.entries(Resources).find(([, one]) => one.Type === type && matches(one));
    if (!found) throw new Error(`the templates have no ${type} of ${MODEL_HANDLER}`);
    return found[0];
  };
  const model = idOf(
    'AWS::Lambda::Function',
    (one) => one.Metadata?.['cloudgreet:handler'] === MODEL_HANDLER,
  );
  const refersTo = (id: string) => (one: Resource) => JSON.stringify(one.Properties).includes(`"${id}"`);
  const integration = idOf('AWS::ApiGatewayV2::Integration', refersTo(model));
  const ids: Record<string, string> = {
    [model]: 'BenchEmpty',
    [integration]: 'BenchEmptyIntegration',
    [idOf('AWS::ApiGatewayV2::Route', refersTo(integration))]: 'BenchEmptyRoute',
    [idOf('AWS::Lambda::Permission', refersTo(model))]: 'BenchEmptyPermission',
  };
  const renamed = (text: string): string =>
    Object.entries(ids).reduce((rest, [old, fresh]) => rest.replaceAll(`"${old}"`, `"${fresh}"`), text);
  const copies = Object.entries(ids).map(([old, fresh]): [string, Resource] => [
    fresh,
    JSON.parse(renamed(JSON.stringify(Resources[old])).replaceAll(MODEL_PATH, EMPTY_PATH)) as Resource,
  ]);
  const made = Object.fromEntries(copies);
  const lambda = made.BenchEmpty as Resource;
  lambda.Metadata = { 'cloudgreet:handler': EMPTY_HANDLER };
  lambda.Properties.Code = { S3Bucket: 'bench', S3Key: `${ASSET}.zip` };
  lambda.Properties.Environment = { Variables: {} };
  return made;
};

/** A copy of a synthesised assembly that also answers `POST /bench/empty`. Whoever asks for it removes it. */
export const withEmptyFunction = (assembly: string): { directory: string; remove(): void } => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudgreet-bench-assembly-'));
  cpSync(assembly, directory, { recursive: true });
  mkdirSync(join(directory, ASSET));
  writeFileSync(join(directory, ASSET, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(directory, ASSET, 'index.js'), CODE);
  const templatePath = join(directory, `${STACK}.template.json`);
  const template = readJson<Template>(templatePath);
  Object.assign(template.Resources, emptied(template));
  writeFileSync(templatePath, JSON.stringify(template));
  const assetsPath = join(directory, `${STACK}.assets.json`);
  const assets = readJson<Assets>(assetsPath);
  assets.files[ASSET] = {
    source: { path: ASSET, packaging: 'zip' },
    destinations: { here: { bucketName: 'bench', objectKey: `${ASSET}.zip` } },
  };
  writeFileSync(assetsPath, JSON.stringify(assets));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};
