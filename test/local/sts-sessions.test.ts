import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Keys, type ScopedCloud, startScopedCloud } from './scoped-example.ts';

let scoped: ScopedCloud;
let owner: Keys;
beforeAll(async () => {
  scoped = await startScopedCloud();
  owner = await scoped.keysOf('api/owner');
}, 30_000);
afterAll(() => scoped?.stop());

const business = (Value: string) => [{ Key: 'business', Value }];
const assume = (keys: Keys, input: Partial<AssumeRoleCommandInput> = {}) =>
  new STSClient(scoped.client(keys)).send(
    new AssumeRoleCommand({
      RoleArn: scoped.scopeArn,
      RoleSessionName: 'biz_a1',
      Tags: business('biz_a1'),
      ...input,
    }),
  );
const refusal = (keys: Keys, input: Partial<AssumeRoleCommandInput> = {}) =>
  assume(keys, input).then(
    () => undefined,
    ({ name, message }: Error) => ({ name, message }),
  );
const keysFrom = async (keys: Keys, input: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> => {
  const { Credentials } = await assume(keys, input);
  return {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  };
};
const whoIs = (keys: Keys) => new STSClient(scoped.client(keys)).send(new GetCallerIdentityCommand({}));

test('hands out a key, a secret, a token and the second at which they end', async () => {
  const { Credentials, AssumedRoleUser } = await assume(owner, { DurationSeconds: 900 });

  expect(Credentials?.AccessKeyId).toMatch(/^[A-Z0-9]{20}$/);
  expect(Credentials?.SecretAccessKey).toHaveLength(40);
  expect(Credentials?.SessionToken?.length).toBeGreaterThan(100);
  const left = Number(Credentials?.Expiration) - scoped.clock.now();
  expect(left).toBeGreaterThan(890_000);
  expect(left).toBeLessThanOrEqual(900_000);
  expect(AssumedRoleUser?.Arn).toBe(
    'arn:aws:sts::000000000000:assumed-role/Example-BusinessScope0A1B2C3D/biz_a1',
  );
  expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA\w+:biz_a1$/);
});

test('tells a session who it is', async () => {
  const keys = await keysFrom(owner);

  expect(await whoIs(keys)).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:sts::000000000000:assumed-role/Example-BusinessScope0A1B2C3D/biz_a1',
    UserId: expect.stringMatching(/^AROA\w+:biz_a1$/),
  });
  expect(await whoIs(owner)).toMatchObject({
    Arn: 'arn:aws:sts::000000000000:assumed-role/Example-OwnerRole/Example-Owner',
  });
});

test.each([
  ['another function', 'workers/other', {}],
  ['no tag', 'api/owner', { Tags: [] }],
  ['a tag that is no business', 'api/owner', { Tags: business('per_1') }],
  ['an empty tag', 'api/owner', { Tags: business('') }],
  ['a second tag', 'api/owner', { Tags: [...business('biz_a1'), { Key: 'team', Value: 'x' }] }],
  ['another tag', 'api/owner', { Tags: [{ Key: 'Team', Value: 'biz_a1' }] }],
] as const)('refuses the role in the words of STS: %s', async (_, name, input) => {
  const keys = await scoped.keysOf(name);
  const { Arn } = await whoIs(keys);

  expect(await refusal(keys, input as Partial<AssumeRoleCommandInput>)).toEqual({
    name: 'AccessDenied',
    message: `User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${scoped.scopeArn}`,
  });
});

test('a role that trusts a function is not enough when the function may not assume it', async () => {
  const worker = await scoped.keysOf('workers/other');

  expect(await refusal(worker, { RoleArn: scoped.openArn, Tags: [] })).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`sts:AssumeRole on resource: ${scoped.openArn}`),
  });
});

test('a session with tags needs a permission of its own', async () => {
  const stranger = await scoped.keysOf('workers/stranger');

  expect(await refusal(stranger, { RoleArn: scoped.openArn, Tags: [] })).toBeUndefined();
  expect(await refusal(stranger, { RoleArn: scoped.openArn })).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`sts:TagSession on resource: ${scoped.openArn}`),
  });
});

test('does not tell a role that does not exist from one that is not allowed', async () => {
  const RoleArn = 'arn:aws:iam::000000000000:role/Nobody';

  expect(await refusal(owner, { RoleArn })).toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`sts:AssumeRole on resource: ${RoleArn}`),
  });
});

test.each([
  ['too short', { DurationSeconds: 899 }, /durationSeconds.*greater than or equal to 900/],
  ['longer than a chained session', { DurationSeconds: 3601 }, /1 hour session limit/],
  ['a session name with a space', { RoleSessionName: 'biz a1' }, /roleSessionName/],
  ['a session name of one letter', { RoleSessionName: 'b' }, /roleSessionName/],
  ['a tag with a star', { Tags: business('biz_*') }, /tags\.1\.member\.value/],
  [
    'a tag twice',
    { Tags: [...business('biz_a1'), { Key: 'Business', Value: 'biz_b2' }] },
    /Duplicate tag keys/,
  ],
  ['a tag kept for AWS', { Tags: [{ Key: 'aws:x', Value: 'y' }] }, /reserved/],
  ['tags that go on', { TransitiveTagKeys: ['business'] }, /parameter TransitiveTagKeys/],
  ['an external id', { ExternalId: 'abc' }, /parameter ExternalId/],
  ['a policy that is none', { Policy: '{' }, /JSON/],
  ['a policy with an unknown key', { Policy: '{"Statement":{"Condition":{"Bool":{"x:y":"1"}}}}' }, /key x:y/],
])('refuses a request as it is written: %s', async (_, input, message) => {
  const operator = scoped.cloud.credentials;
  const keys = 'DurationSeconds' in input && input.DurationSeconds > 900 ? owner : operator;

  expect((await refusal(keys, input))?.message).toMatch(message);
});

test('grants no session longer than its role says', async () => {
  const operator = scoped.cloud.credentials;

  expect(await refusal(operator, { DurationSeconds: 7200 })).toBeUndefined();
  expect(await refusal(operator, { DurationSeconds: 7201 })).toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('MaxSessionDuration'),
  });
});

test('a key without its token, or with another, opens nothing', async () => {
  const [one, other] = [await keysFrom(owner), await keysFrom(owner)];
  const { sessionToken: _, ...bare } = one;

  for (const keys of [bare, { ...one, sessionToken: String(other.sessionToken) }]) {
    await expect(whoIs(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  }
});
