import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACCESS_PATTERNS } from '../../scripts/docs/access-patterns.ts';
import { handlerOf, type Json, type Resource, synthesised } from './synthesised.ts';

const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const docs = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/docs/main.ts', '--page', 'docs/data.md', '--in', folder, ...args], {
    encoding: 'utf8',
  });

describe('the generated pages', () => {
  it('are fresh after `npm run docs`, and named with the remedy once they are not', () => {
    mkdirSync(join(folder, 'docs'));
    docs();
    const path = join(folder, 'docs/data.md');

    const fresh = docs('--check');
    writeFileSync(path, readFileSync(path, 'utf8').replace('45 days', '46 days'));
    const stale = docs('--check');

    expect(fresh).toMatchObject({ status: 0, stderr: '' });
    expect(stale).toMatchObject({
      status: 1,
      stderr: 'docs/data.md is stale: run `npm run docs` and commit.\n',
    });
  });
});

const local = synthesised('local');
const statementsOf = (role: string): Json[] =>
  local
    .of('AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some((one: Json) => one.Ref === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);

/** The verbs a function's role, and the one that it assumes for a business, have on the table or its indexes. */
const grantedTo = (lambda: Resource): string[] => {
  const own = statementsOf(lambda.properties.Role['Fn::GetAtt'][0]);
  const assumed = own
    .filter(({ Action }) => [Action].flat().includes('sts:AssumeRole'))
    .flatMap(({ Resource: role }) => statementsOf(role['Fn::GetAtt'][0]));
  const verbs = [...own, ...assumed]
    .flatMap(({ Action }: Json) => [Action].flat() as string[])
    .filter((action) => /^dynamodb:.*(Item|Query)$/.test(action))
    .map((action) => action.replace('dynamodb:', ''));
  return [...new Set(verbs)].sort();
};

describe('the access patterns [C2]', () => {
  it.each(local.of('AWS::Lambda::Function').map((lambda) => [handlerOf(lambda), lambda] as const))(
    'of %s need each verb that its role has on the table, and no other',
    (handler, lambda) => {
      const needed = ACCESS_PATTERNS.filter(({ by }) => by.includes(handler)).flatMap(({ parts, index }) =>
        index ? ['Query'] : parts.map((part) => part.split(' ')[0]),
      );

      expect([...new Set(needed)].sort()).toEqual(grantedTo(lambda));
    },
  );
});
