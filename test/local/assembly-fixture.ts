import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource, Stack, Template } from '../../scripts/local/assembly/read-assembly.ts';

export const place = { region: 'us-east-1', accountId: '000000000000', gatewayUrl: 'http://127.0.0.1:9' };

export const aStack = (template: Template, overrides: Partial<Stack> = {}): Stack => ({
  name: 'Example',
  region: undefined,
  template,
  assets: new Map(),
  ...overrides,
});

/** A role for Lambda that may do these things. */
export const aRole = (...statements: object[]): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }] },
});

/** A deployed function whose asset is `<name>.zip` in the staging bucket. */
export const aLambda = (name: string, role: string, variables: Record<string, unknown> = {}): Resource => ({
  Type: 'AWS::Lambda::Function',
  Metadata: { 'cloudgreet:handler': name },
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': [role, 'Arn'] },
    Timeout: 5,
    MemorySize: 128,
    Environment: { Variables: variables },
  },
});

/** Writes a synthesised assembly of one stack as the CDK would, with the functions' code by handler name. */
export const writeAssembly = (
  template: Template,
  code: Readonly<Record<string, string>> = {},
): { directory: string; remove(): void } => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudgreet-assembly-'));
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  const files = Object.entries(code).map(([name, source]) => {
    const path = `asset.${name.replaceAll('/', '-')}`;
    mkdirSync(join(directory, path));
    write(join(path, 'package.json'), '{"type":"commonjs"}');
    write(join(path, 'index.js'), source);
    const destinations = { here: { bucketName: 'assets', objectKey: `${name}.zip` } };
    return [name, { source: { path, packaging: 'zip' }, destinations }];
  });
  write('Example.template.json', template);
  write('Example.assets.json', { files: Object.fromEntries(files) });
  write('manifest.json', {
    artifacts: {
      'Example.assets': { type: 'cdk:asset-manifest', properties: { file: 'Example.assets.json' } },
      Example: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'Example.template.json' },
      },
    },
  });
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};
