import { expect, it } from 'vitest';
import type { Resource } from '../../../scripts/local/assembly/read-assembly.ts';
import { planned } from './planned.ts';

const getAtt = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });

const api = {
  Id: 'api',
  DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', getAtt('Api', 'ApiEndpoint')] }] },
  CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
  OriginCustomHeaders: [
    {
      HeaderName: 'X-Origin-Secret',
      HeaderValue: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:secret::}}']],
      },
    },
  ],
};
const pages = {
  Id: 'pages',
  DomainName: getAtt('Pages', 'RegionalDomainName'),
  OriginAccessControlId: getAtt('Access', 'Id'),
  S3OriginConfig: { OriginAccessIdentity: '' },
};
const toApi = {
  PathPattern: '/v1/*',
  TargetOriginId: 'api',
  AllowedMethods: ['GET', 'POST'],
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  ResponseHeadersPolicyId: { Ref: 'Headers' },
  ViewerProtocolPolicy: 'https-only',
};
const toPages = {
  TargetOriginId: 'pages',
  CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  ViewerProtocolPolicy: 'redirect-to-https',
};
const headers = {
  SecurityHeadersConfig: {
    StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
    ContentTypeOptions: { Override: true },
  },
  CustomHeadersConfig: { Items: [{ Header: 'Permissions-Policy', Value: 'usb=()', Override: true }] },
};
const rate = {
  Name: 'one-address',
  Priority: 1,
  Action: { Block: { CustomResponse: { ResponseCode: 429, CustomResponseBodyKey: 'many' } } },
  Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 10 } },
};
const managed = {
  Name: 'common',
  Priority: 0,
  OverrideAction: { None: {} },
  Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } },
};
const config = {
  Comment: 'ours',
  DefaultRootObject: 'index.html',
  Origins: [pages, api],
  CacheBehaviors: [toApi],
  DefaultCacheBehavior: toPages,
  WebACLId: getAtt('Acl', 'Arn'),
};

type Changes = { config?: object; headers?: object; rules?: object[] };

const plan = (changes: Changes = {}) => {
  const resources: Record<string, Resource> = {
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Pages: { Type: 'AWS::S3::Bucket' },
    Access: { Type: 'AWS::CloudFront::OriginAccessControl' },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: { ResponseHeadersPolicyConfig: { Name: 'ours', ...headers, ...changes.headers } },
    },
    Acl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Scope: 'CLOUDFRONT',
        DefaultAction: { Allow: {} },
        CustomResponseBodies: { many: { ContentType: 'APPLICATION_JSON', Content: '{}' } },
        Rules: changes.rules ?? [rate, managed],
      },
    },
    Web: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: { DistributionConfig: { ...config, ...changes.config } },
    },
  };
  return planned({ Example: { Resources: resources } });
};

it('is read whole: behaviours in their order, what the origin is shown, what a browser is told, what blocks', () => {
  const [distribution] = plan();

  expect(distribution).toMatchObject({
    rootObject: 'index.html',
    behaviours: [
      {
        pathPattern: '/v1/*',
        methods: ['GET', 'POST'],
        origin: { kind: 'api', apiLogicalId: 'Api', headers: { 'x-origin-secret': 's' } },
        headers: {
          'strict-transport-security': 'max-age=60; includeSubDomains',
          'x-content-type-options': 'nosniff',
          'permissions-policy': 'usb=()',
        },
      },
      { pathPattern: undefined, methods: ['GET', 'HEAD'], origin: { kind: 'bucket' }, headers: {} },
    ],
    webAcl: [
      { kind: 'managed', group: 'AWSManagedRulesCommonRuleSet', counted: [] },
      { kind: 'rate', limit: 10, windowSeconds: 300, answer: { status: 429, body: '{}' } },
    ],
  });
});

const without = <T extends object>(value: T, name: keyof T) => ({ ...value, [name]: undefined });

it.each<[string, Changes, RegExp]>([
  ['an error page for all', { config: { CustomErrorResponses: [] } }, /CustomErrorResponses/],
  ['a log', { config: { Logging: {} } }, /Logging/],
  [
    'a behaviour with a setting it does not know',
    { config: { CacheBehaviors: [{ ...toApi, RealtimeLogConfigArn: 'x' }] } },
    /RealtimeLogConfigArn/,
  ],
  [
    'an API that is cached',
    { config: { CacheBehaviors: [{ ...toApi, CachePolicyId: toPages.CachePolicyId }] } },
    /knows buckets with/,
  ],
  [
    'an API that is not told all',
    { config: { CacheBehaviors: [without(toApi, 'OriginRequestPolicyId')] } },
    /knows buckets with/,
  ],
  [
    'an origin that is nobody of ours',
    { config: { Origins: [pages, { ...api, DomainName: 'evil.example' }] } },
    /no HTTP API/,
  ],
  [
    'a bucket that anybody could read',
    { config: { Origins: [without(pages, 'OriginAccessControlId'), api] } },
    /without an origin access control/,
  ],
  ['a policy of origins', { headers: { CorsConfig: {} } }, /CorsConfig/],
  [
    'a header that gives way',
    { headers: { SecurityHeadersConfig: { ContentTypeOptions: { Override: false } } } },
    /replace the origin/,
  ],
  [
    'a rule it cannot judge by',
    { rules: [{ ...rate, Statement: { GeoMatchStatement: {} } }] },
    /how rule one-address judges/,
  ],
  [
    'a rate of something else',
    {
      rules: [
        { ...rate, Statement: { RateBasedStatement: { AggregateKeyType: 'FORWARDED_IP', Limit: 10 } } },
      ],
    },
    /how rule/,
  ],
  [
    'a group that it does not know',
    {
      rules: [
        { ...managed, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'Another' } } },
      ],
    },
    /how rule common/,
  ],
])('is refused by name with %s', (_what, changes, message) => {
  expect(() => plan(changes)).toThrow(message);
});
