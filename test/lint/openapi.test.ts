import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openapiJson } from '../../scripts/docs/openapi.ts';

const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-openapi-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the check says of a document: how it ends, and the rules that it names. */
const lint = (text: string): Promise<{ status: unknown; said: string }> => {
  const path = join(folder, 'openapi.json');
  writeFileSync(path, text);
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/lint/openapi.ts', path], (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, said: stdout + stderr }),
    );
  });
};

describe('the lint of the OpenAPI document', () => {
  it('finds nothing in ours', async () => {
    expect(await lint(openapiJson())).toMatchObject({ status: 0 });
  }, 30_000);

  it.each([
    ['an operation without a name', '"operationId": "signIn",', '', 'operation-operationId'],
    [
      'two operations of one name',
      '"operationId": "signIn"',
      '"operationId": "signUp"',
      'operation-operationId-unique',
    ],
    [
      'a schema that is not there',
      '"#/components/schemas/Tokens"',
      '"#/components/schemas/Coins"',
      'no-unresolved-refs',
    ],
    ['a part of a path that nobody describes', '"/v1/sign-up"', '"/v1/{sign-up}"', 'path-parameters-defined'],
    ['a type that there is not', '"type": "boolean"', '"type": "bool"', 'struct'],
    ['a security that is not described', '"person": []', '"anybody": []', 'security-defined'],
  ])(
    'finds %s',
    async (_what, good, bad, rule) => {
      const text = openapiJson();
      expect(text).toContain(good);

      const { status, said } = await lint(text.replace(good, bad));

      expect(status).toBe(1);
      expect(said).toContain(rule);
    },
    30_000,
  );
});
