// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM spells variables so.
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeUse } from '../../scripts/unused-permissions/judge.ts';
import { type Keys, type ScopedCloud, startScopedCloud } from './scoped-example.ts';

let scoped: ScopedCloud;
let owner: Keys;
beforeAll(async () => {
  scoped = await startScopedCloud();
  owner = await scoped.keysOf('api/owner');
}, 30_000);
afterAll(() => scoped?.stop());

const get = (keys: Keys, pk: string) =>
  new DynamoDBClient(scoped.client(keys))
    .send(new GetItemCommand({ TableName: scoped.tableName, Key: { pk: { S: pk }, sk: { S: 'x' } } }))
    .catch(() => 'denied');

test('what a call needed is used, of the rows it named, by the function or by the role it assumed; the rest is not', async () => {
  expect(scoped.cloud.permissionUse().used).toEqual([]);
  await get(owner, 'PERSON#1');
  const { Credentials } = await new STSClient(scoped.client(owner)).send(
    new AssumeRoleCommand({
      RoleArn: scoped.scopeArn,
      RoleSessionName: 'biz_a1',
      Tags: [{ Key: 'business', Value: 'biz_a1' }],
    }),
  );
  await get(
    {
      accessKeyId: String(Credentials?.AccessKeyId),
      secretAccessKey: String(Credentials?.SecretAccessKey),
      sessionToken: String(Credentials?.SessionToken),
    },
    'BIZ#biz_a1#ROW',
  );

  const { used, granted } = scoped.cloud.permissionUse();

  expect(used).toEqual([
    'BusinessScope dynamodb:GetItem on table/Example-Rows, table/Example-Rows/index/owner of BIZ#${aws:PrincipalTag/business}#*',
    'api/owner dynamodb:GetItem on table/Example-Rows of ${aws:PrincipalTag/rows}#*',
    'api/owner sts:AssumeRole on role/Example-BusinessScope0A1B2C3D',
    'api/owner sts:TagSession on role/Example-BusinessScope0A1B2C3D',
  ]);
  expect(granted).toContain('api/owner dynamodb:Query on table/Example-Rows of ${aws:PrincipalTag/rows}#*');
  expect(granted).toContain('workers/stranger sts:AssumeRole on role/Example-OpenRole');
});

test('a call that is refused uses nothing', async () => {
  const before = scoped.cloud.permissionUse().used;

  await get(await scoped.keysOf('workers/other'), 'PERSON#1');

  expect(scoped.cloud.permissionUse().used).toEqual(before);
});

const run = (granted: string[], used: string[]) => ({ granted, used });

test('a permission that one of the runs used, or that is excused, is fine', () => {
  const runs = [
    run(['f a:Do on x', 'f a:Log on y'], []),
    run(['f a:Do on x', 'f a:Log on y'], ['f a:Do on x']),
  ];

  expect(judgeUse(runs, [{ permission: '* a:Log on *', why: 'Lambda does it.' }])).toEqual([]);
});

test('names what nobody used, a stale excuse, an excuse without a reason and a folder without runs', () => {
  const runs = [run(['f a:Do on x', 'f a:Log on y'], ['f a:Do on x'])];

  expect(judgeUse(runs, [{ permission: 'f a:Do on x', why: 'x' }])).toEqual([
    'never used: f a:Log on y',
    'excused, but used or not granted: f a:Do on x',
  ]);
  expect(judgeUse(runs, [{ permission: 'f a:Log on y', why: ' ' }])).toEqual([
    'excused without a reason: f a:Log on y',
  ]);
  expect(judgeUse([], [])).toEqual(['no run left word of what it used']);
});
