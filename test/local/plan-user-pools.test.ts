import { expect, test } from 'vitest';
import { planCloud } from '../../scripts/local/assembly/plan.ts';
import type { Resource } from '../../scripts/local/assembly/read-assembly.ts';
import { aStack, place } from './assembly-fixture.ts';

type Properties = Record<string, unknown>;

const issuer = { 'Fn::GetAtt': ['People', 'ProviderURL'] };

const resources = (changes: { pool?: Properties; client?: Properties; authorizer?: Properties }) => ({
  People: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      ...changes.pool,
    },
  },
  Client: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'People' }, ...changes.client },
  },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
  Authorizer: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [{ Ref: 'Client' }] },
      ...changes.authorizer,
    },
  },
});

const plan = (changes: Parameters<typeof resources>[0] = {}, more: Record<string, Resource> = {}) =>
  planCloud([aStack({ Resources: { ...resources(changes), ...more } })], place, (text) => text);

test('takes what a template leaves out as Cognito does', () => {
  const [pool] = plan().userPools;

  expect(pool).toMatchObject({
    name: 'Example-People',
    caseSensitive: true,
    mfa: 'OFF',
    passwordPolicy: { minimumLength: 8, requireSymbols: true, temporaryPasswordDays: 7 },
    clients: [
      {
        accessTokenSeconds: 3600,
        idTokenSeconds: 3600,
        refreshTokenSeconds: 2_592_000,
        sessionMinutes: 3,
        hidesUsers: false,
        authFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
      },
    ],
  });
});

test('gives pools and clients ids of the form that AWS gives, the same at every start', () => {
  const [first, second] = [plan().userPools[0], plan().userPools[0]];

  expect(first).toMatchObject({
    id: expect.stringMatching(/^us-east-1_[0-9A-Za-z]{9}$/),
    arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${first?.id}`,
    issuer: `https://cognito-idp.us-east-1.amazonaws.com/${first?.id}`,
  });
  expect(first?.clients[0]?.clientId).toMatch(/^[0-9a-z]{26}$/);
  expect(second).toEqual(first);
});

test('lets what has no effect here stand', () => {
  const pool = { UserPoolTier: 'ESSENTIALS', DeletionProtection: 'ACTIVE', UserPoolTags: { a: 'b' } };
  const client = { AllowedOAuthFlows: ['code'], CallbackURLs: ['https://example.com'] };

  expect(plan({ pool, client }).userPools).toHaveLength(1);
});

test.each<[string, Properties, string]>([
  ['triggers', { LambdaConfig: {} }, 'LambdaConfig of AWS::Cognito::UserPool (People)'],
  ['text messages', { SmsConfiguration: {} }, 'SmsConfiguration'],
  ['e-mail', { EmailConfiguration: {} }, 'EmailConfiguration'],
  ['threat protection', { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }, 'UserPoolAddOns'],
  ['remembered devices', { DeviceConfiguration: {} }, 'DeviceConfiguration'],
  ['codes by text message', { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] }, 'SMS_MFA'],
  ['a demand for codes of no kind', { MfaConfiguration: 'ON' }, 'MFA without SOFTWARE_TOKEN_MFA'],
  ['self sign-up', { AdminCreateUserConfig: {} }, 'pools into which people sign themselves up'],
  ['other names than addresses', { UsernameAttributes: ['phone_number'] }, 'do not sign in by e-mail alone'],
  [
    'a history of passwords',
    { Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } },
    'PasswordHistorySize',
  ],
  ['passkeys', { Policies: { SignInPolicy: {} } }, 'Policies.SignInPolicy'],
  ['further attributes that are required', { Schema: [{ Name: 'name', Required: true }] }, 'attribute name'],
])('refuses a pool with %s by name', (_what, pool, name) => {
  expect(() => plan({ pool })).toThrow(name);
});

test.each<[string, Properties, string]>([
  ['a secret', { GenerateSecret: true }, 'clients with a secret'],
  ['tokens that cannot be revoked', { EnableTokenRevocation: false }, 'cannot be revoked'],
  ['refresh tokens that change', { RefreshTokenRotation: { Feature: 'ENABLED' } }, 'RefreshTokenRotation'],
  ['attributes it may not read', { ReadAttributes: ['email'] }, 'ReadAttributes'],
  [
    'tokens shorter than AWS makes them',
    { AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'minutes' } },
    'Client: AccessToken must live 300 s or longer.',
  ],
  ['a pool that is not there', { UserPoolId: 'us-east-1_elsewhere' }, 'which is no AWS::Cognito::UserPool'],
])('refuses a client with %s by name', (_what, client, name) => {
  expect(() => plan({ client })).toThrow(name);
});

test.each<[string, Properties, string]>([
  ['a function', { AuthorizerType: 'REQUEST' }, 'does not know REQUEST authorizers (Authorizer)'],
  [
    'a cookie',
    { IdentitySource: ['$request.header.Cookie'] },
    'takes tokens from $request.header.Authorization',
  ],
  [
    'somebody else',
    { JwtConfiguration: { Issuer: 'https://idp.example.com', Audience: [] } },
    'Authorizer trusts https://idp.example.com, which is no user pool of the assembly.',
  ],
])('refuses an authorizer that asks %s by name', (_what, authorizer, name) => {
  expect(() => plan({ authorizer })).toThrow(name);
});

test.each<[string, Properties, string]>([
  ['that asks for IAM', { AuthorizationType: 'AWS_IAM' }, 'does not know authorization by AWS_IAM (Route)'],
  ['that asks a function', { AuthorizationType: 'CUSTOM' }, 'does not know authorization by CUSTOM (Route)'],
  [
    'without its authorizer',
    { AuthorizationType: 'JWT', AuthorizerId: 'abc' },
    'Route refers to abc, which is no AWS::ApiGatewayV2::Authorizer',
  ],
])('refuses a route %s by name', (_what, properties, name) => {
  const Route: Resource = {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'GET /me', ...properties },
  };

  expect(() => plan({}, { Route })).toThrow(name);
});

test('refuses a route that borrows the authorizer of another API', () => {
  const another = plan({ authorizer: { ApiId: 'another' } }, {}).apis;
  const Route: Resource = {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /me',
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Authorizer' },
    },
  };

  expect(another).toHaveLength(1);
  expect(() => plan({ authorizer: { ApiId: 'another' } }, { Route })).toThrow(
    'Route refers to Authorizer, an authorizer of another API.',
  );
});
