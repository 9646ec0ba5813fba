import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAccess, FunctionSpec } from '../../scripts/local/types.ts';

export const access: AwsAccess = {
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  accountId: '123456789012',
  credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'operator' },
};

/** A temporary folder of bundled assets: `write('a', source)` makes one and returns its path. */
export const assetFolder = () => {
  const root = mkdtempSync(join(tmpdir(), 'cloudgreet-assets-'));
  let count = 0;
  return {
    write(source: string): string {
      count += 1;
      const path = join(root, String(count));
      mkdirSync(path);
      writeFileSync(join(path, 'package.json'), '{"type":"commonjs"}');
      writeFileSync(join(path, 'index.js'), source);
      return path;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

export const aFunction = (assetPath: string, overrides: Partial<FunctionSpec> = {}): FunctionSpec => ({
  logicalId: 'Function',
  name: 'workers/example',
  arn: 'arn:aws:lambda:us-east-1:123456789012:function:example',
  assetPath,
  handler: 'index.handler',
  environment: {},
  timeoutSeconds: 5,
  memoryMb: 128,
  roleId: 'Role',
  accessKeyId: 'FUNCTIONKEY',
  concurrency: 2,
  ...overrides,
});
