import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { apiRoutes } from '../../functions/contracts/api/routes.ts';
import { addStacks } from '../../lib/stacks/add-stacks.ts';
import { readStage, stageNames } from '../../lib/stages.ts';
import { flat, handlerOf, type Json, type Resource, synthesised } from './synthesised.ts';

const distributionOf = (stage: (typeof stageNames)[number]): Json =>
  synthesised(stage).of('AWS::CloudFront::Distribution')[0]?.properties.DistributionConfig;

const REFERENCE =
  /^\{\{resolve:secretsmanager:<CloudGreet-\w+-data:ExportsOutputRefSecret\w+>:SecretString:originSecret::\}\}$/;

/** Functions behind an API, by the logical id of its integrations' API. */
const behind = (stage: (typeof stageNames)[number], api: RegExp): Resource[] => {
  const made = synthesised(stage);
  const targets = made
    .of('AWS::ApiGatewayV2::Integration')
    .filter(({ properties }) => api.test(flat(properties.ApiId)))
    .map(({ properties }) => flat(properties.IntegrationUri));
  return made
    .of('AWS::Lambda::Function')
    .filter(({ id }) => targets.some((target) => target.includes(`<${id}.Arn>`)));
};

/** Where recordings are heard from. */
const HEARD = /^media-src 'self' https:\/\/<.*RawBucket.*>\.s3\.[^ ]+\.amazonaws\.com$/;
const HEARD_LOCALLY = /^media-src 'self' cloudgreet-local:\/\/objects-url$/;

describe.each(stageNames)('the distribution of stage %s [C3]', (stage) => {
  it('leads /v1 to the web API, uncached and with all that was sent, and the rest to a bucket', () => {
    const { CacheBehaviors, DefaultCacheBehavior, Origins, CustomErrorResponses } = distributionOf(stage);
    const [api, ...others] = CacheBehaviors;
    const originOf = (behaviour: Json) => Origins.find(({ Id }: Json) => Id === behaviour.TargetOriginId);

    expect(others).toEqual([]);
    expect(api).toMatchObject({
      PathPattern: '/v1/*',
      ViewerProtocolPolicy: 'https-only',
      // Managed: CachingDisabled, AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect([...api.AllowedMethods].sort().join()).toBe('DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT');
    expect(flat(originOf(api).DomainName)).toMatch(/WebApi/);
    expect(originOf(api).CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(flat(originOf(DefaultCacheBehavior).DomainName)).toMatch(/Pages/);
    // They are of the whole distribution: one would put a page in place of the API's refusals.
    expect(CustomErrorResponses).toBeUndefined();
  });

  it('reads its bucket as itself, and nobody else does', () => {
    const made = synthesised(stage);
    const policy = made.of('AWS::S3::BucketPolicy').find(({ stack }) => stack === 'web')
      ?.properties.PolicyDocument;
    const allowed = policy.Statement.filter(({ Effect }: Json) => Effect === 'Allow');

    expect(allowed).toMatchObject([
      { Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]);
    expect(flat(allowed[0].Condition.StringEquals['AWS:SourceArn'])).toMatch(
      /:distribution\/<WebDistribution/,
    );
  });

  it('tells every browser the same, of pages and of the API', () => {
    const { CacheBehaviors, DefaultCacheBehavior } = distributionOf(stage);
    const [policy, ...others] = synthesised(stage).of('AWS::CloudFront::ResponseHeadersPolicy');
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
      policy?.properties.ResponseHeadersPolicyConfig ?? {};

    expect(others).toEqual([]);
    expect([CacheBehaviors[0], DefaultCacheBehavior].map((one) => flat(one.ResponseHeadersPolicyId))).toEqual(
      [`<${policy?.id}>`, `<${policy?.id}>`],
    );
    expect(security.StrictTransportSecurity).toEqual({
      AccessControlMaxAgeSec: 2 * 365 * 86_400,
      IncludeSubdomains: true,
      Override: true,
    });
    expect(flat(security.ContentSecurityPolicy.ContentSecurityPolicy).split('; ').sort()).toEqual([
      "base-uri 'none'",
      expect.stringMatching(/^connect-src 'self' wss:\/\/<.*LiveApi.*>\.execute-api\.[^ ]+\/live$/),
      ...["default-src 'self'", "form-action 'self'", "frame-ancestors 'none'"],
      "img-src 'self' data:",
      expect.stringMatching(stage === 'local' ? HEARD_LOCALLY : HEARD),
      "object-src 'none'",
      "style-src 'self' 'unsafe-inline'",
    ]);
    expect(security).toMatchObject({
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
    });
    expect(custom.Items.map(({ Header }: Json) => Header)).toEqual([
      'Permissions-Policy',
      'Cross-Origin-Opener-Policy',
      'Cross-Origin-Resource-Policy',
    ]);
  });

  it('has a web ACL before it where the stage pays for one', () => {
    const [acl] = synthesised(stage).of('AWS::WAFv2::WebACL');
    const { paidExtras, edgeRequestsPerFiveMinutes } = readStage(stage);

    expect([acl !== undefined, distributionOf(stage).WebACLId !== undefined]).toEqual([
      paidExtras,
      paidExtras,
    ]);
    if (!acl) return;
    expect(flat(distributionOf(stage).WebACLId)).toBe(`<${acl.id}.Arn>`);
    expect(acl.properties).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    const [rate, ...groups] = acl.properties.Rules;
    expect(rate.Statement.RateBasedStatement).toEqual({
      AggregateKeyType: 'IP',
      EvaluationWindowSec: 300,
      Limit: edgeRequestsPerFiveMinutes,
    });
    expect(rate.Action.Block.CustomResponse.ResponseCode).toBe(429);
    expect(JSON.parse(acl.properties.CustomResponseBodies['too-many'].Content)).toEqual({
      title: 'too_many_requests',
      status: 429,
    });
    // Only one rule of theirs is weakened: the API refuses large bodies by a code of its own.
    expect(
      groups.map(({ Statement, OverrideAction }: Json) => [
        Statement.ManagedRuleGroupStatement.Name,
        Statement.ManagedRuleGroupStatement.RuleActionOverrides?.map(({ Name }: Json) => Name) ?? [],
        OverrideAction,
      ]),
    ).toEqual([
      ['AWSManagedRulesKnownBadInputsRuleSet', [], { None: {} }],
      ['AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY'], { None: {} }],
    ]);
  });

  it('shows its origin, and every function there is told, what no template holds', () => {
    const api = distributionOf(stage).Origins.find(({ OriginCustomHeaders }: Json) => OriginCustomHeaders);
    const told = behind(stage, /WebApi/);

    expect(api.OriginCustomHeaders.map(({ HeaderName }: Json) => HeaderName)).toEqual(['x-origin-secret']);
    expect(flat(api.OriginCustomHeaders[0].HeaderValue)).toMatch(REFERENCE);
    expect(told.map(handlerOf)).toEqual(expect.arrayContaining(['api/owner', 'api/people']));
    for (const { properties } of told) {
      expect(flat(properties.Environment.Variables.ORIGIN_SECRET)).toMatch(REFERENCE);
      expect(properties.Environment.Variables.ORIGIN_SECRET_ROUND).toBe(
        String(readStage(stage).originSecretRound),
      );
    }
  });

  it('has its secret made where it is kept, from nothing that is written down', () => {
    const [secret] = synthesised(stage).of('AWS::SecretsManager::Secret');

    expect(secret?.properties.SecretString).toBeUndefined();
    expect(secret?.properties.GenerateSecretString).toEqual({
      SecretStringTemplate: '{}',
      GenerateStringKey: 'originSecret',
      PasswordLength: 64,
      ExcludePunctuation: true,
    });
  });

  it('stands before no vendor: their API is another one, and asks for no secret of ours', () => {
    const vendors = behind(stage, /VendorApi/);

    expect(JSON.stringify(distributionOf(stage))).not.toMatch(/VendorApi/);
    expect(vendors.length).toBeGreaterThan(4);
    for (const { properties } of vendors)
      expect(properties.Environment.Variables).not.toHaveProperty('ORIGIN_SECRET');
  });
});

describe.each(stageNames)('throttles of stage %s', (stage) => {
  const stageOf = (api: RegExp): Json =>
    synthesised(stage)
      .of('AWS::ApiGatewayV2::Stage')
      .find(({ properties }) => api.test(flat(properties.ApiId)));

  it('hold each route that is open to everybody, and no other, tighter than the whole', () => {
    const { RouteSettings } = stageOf(/WebApi/).properties;
    const { openRouteRequestsPerSecond, openRouteBurst, apiRequestsPerSecond } = readStage(stage);
    const open = Object.values(apiRoutes)
      .flatMap((table) => Object.values(table))
      .filter(({ access }) => access.who === 'anyone')
      .map(({ method, at }) => `${method} ${at}`);

    expect(Object.keys(RouteSettings).sort()).toEqual(open.sort());
    for (const limit of Object.values(RouteSettings))
      expect(limit).toEqual({
        ThrottlingRateLimit: openRouteRequestsPerSecond,
        ThrottlingBurstLimit: openRouteBurst,
      });
    if (stage !== 'local') expect(openRouteRequestsPerSecond * 2).toBeLessThan(apiRequestsPerSecond);
  });

  it('are set when their routes are there, or API Gateway would know none of them', () => {
    const made = synthesised(stage).text;
    const app = (JSON.parse(made) as [string, Json][]).find(([name]) => name === 'app')?.[1];
    const { id, properties } = stageOf(/WebApi/);
    const routes = synthesised(stage)
      .of('AWS::ApiGatewayV2::Route')
      .filter((one) => one.properties.RouteKey in properties.RouteSettings)
      .map((one) => one.id);

    expect(app.Resources[id].DependsOn).toEqual(expect.arrayContaining(routes));
  });

  it('F-PUB-7: leave vendors more than 10,000 webhooks in 15 minutes, whatever holds them back', () => {
    const seconds = 15 * 60;
    const vendor = stageOf(/VendorApi/).properties;
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = vendor.DefaultRouteSettings;

    expect(vendor.RouteSettings).toBeUndefined();
    expect(burst + rate * seconds).toBeGreaterThanOrEqual(10_000);
    for (const { properties } of behind(stage, /VendorApi/)) {
      // If each took all the time that it may.
      const running = properties.ReservedConcurrentExecutions ?? Number.POSITIVE_INFINITY;
      expect((running * seconds) / properties.Timeout).toBeGreaterThanOrEqual(10_000);
    }
  });
});

describe('a stage with a domain of its own', () => {
  it('takes TLS 1.2 and later only, under its own certificate', async () => {
    const certificateArn = `arn:aws:acm:us-east-1:${'1'.repeat(12)}:certificate/of-the-stage`;
    const stage = { ...readStage('prod'), webDomain: { name: 'app.cloudgreet.example', certificateArn } };
    const { web } = addStacks(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), stage);

    const made = Template.fromStack(web).toJSON();
    const [distribution] = Object.values<Json>(made.Resources).filter(
      ({ Type }) => Type === 'AWS::CloudFront::Distribution',
    );

    expect(distribution.Properties.DistributionConfig).toMatchObject({
      Aliases: ['app.cloudgreet.example'],
      ViewerCertificate: {
        AcmCertificateArn: certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    expect(made.Outputs.WebUrl.Value).toBe('https://app.cloudgreet.example');
  });
});
