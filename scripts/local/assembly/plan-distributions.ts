import type { BehaviourSpec, DistributionSpec, OriginSpec } from '../cloudfront/distribution-spec.ts';
import { policyHeaders } from '../cloudfront/policy-headers.ts';
import type { FillPlaceholders, Found, Resources } from './plan.ts';
import { planWebAcl } from './plan-web-acls.ts';

type Properties = Readonly<Record<string, unknown>>;

/** AWS's own policies, by the ids that are the same in every account. */
const CACHE_POLICIES: Readonly<Record<string, 'CachingDisabled' | 'CachingOptimized'>> = {
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': 'CachingDisabled',
  '658327ea-f89d-4fab-a63d-7e88639e58f6': 'CachingOptimized',
};
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const withoutEffect = {
  distribution: [
    'Aliases',
    'Comment',
    'Enabled',
    'HttpVersion',
    'IPV6Enabled',
    'PriceClass',
    'ViewerCertificate',
  ],
  origin: ['ConnectionAttempts', 'ConnectionTimeout', 'Id', 'OriginAccessControlId', 'S3OriginConfig'],
  behaviour: ['TargetOriginId', 'ViewerProtocolPolicy'],
};

/** A property that would change what is answered and is not looked at here must not pass unseen. */
const knowAll = ({ logicalId }: Found, given: Properties, ...known: readonly string[]): void => {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown) throw new Error(`The local cloud does not know ${unknown} of a distribution (${logicalId}).`);
};

const readOrigin = (
  found: Found,
  origin: Properties,
  resources: Resources,
  fill: FillPlaceholders,
): OriginSpec => {
  const { DomainName, CustomOriginConfig, OriginCustomHeaders = [] } = origin;
  knowAll(found, origin, 'DomainName', 'CustomOriginConfig', 'OriginCustomHeaders', ...withoutEffect.origin);
  const custom = OriginCustomHeaders as readonly { HeaderName: string; HeaderValue: string }[];
  const headers = Object.fromEntries(
    custom.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), fill(HeaderValue)]),
  );
  if (!CustomOriginConfig) {
    const bucket = resources
      .of('AWS::S3::Bucket')
      .find(({ identity }) => identity.attributes.RegionalDomainName === DomainName);
    if (!bucket)
      throw new Error(`${found.logicalId} leads to ${String(DomainName)}, no bucket of the assembly.`);
    if (!origin.OriginAccessControlId)
      throw new Error(`${found.logicalId} reads ${bucket.logicalId} without an origin access control.`);
    return { kind: 'bucket', bucket: bucket.identity.ref };
  }
  const api = resources
    .of('AWS::ApiGatewayV2::Api')
    .find(({ identity }) => identity.attributes.ApiEndpoint === `https://${String(DomainName)}`);
  if (!api)
    throw new Error(`${found.logicalId} leads to ${String(DomainName)}, no HTTP API of the assembly.`);
  return { kind: 'api', apiLogicalId: api.logicalId, domain: String(DomainName), headers };
};

const viewerFunction = (found: Found, behaviour: Properties, resources: Resources): string | undefined => {
  const associations = (behaviour.FunctionAssociations ?? []) as { EventType: string; FunctionARN: string }[];
  const [association, another] = associations;
  if (!association) return undefined;
  if (another || association.EventType !== 'viewer-request')
    throw new Error(`The local cloud runs one function, at the viewer's request (${found.logicalId}).`);
  return String(
    resources.named('AWS::CloudFront::Function', association.FunctionARN, found.logicalId).properties
      .FunctionCode,
  );
};

const readBehaviour = (
  found: Found,
  behaviour: Properties,
  origins: ReadonlyMap<unknown, OriginSpec>,
  resources: Resources,
): BehaviourSpec => {
  const { PathPattern, AllowedMethods, CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } =
    behaviour;
  knowAll(
    found,
    behaviour,
    ...['PathPattern', 'AllowedMethods', 'CachePolicyId', 'OriginRequestPolicyId', 'ResponseHeadersPolicyId'],
    ...['Compress', 'FunctionAssociations'],
    ...withoutEffect.behaviour,
  );
  const origin = origins.get(behaviour.TargetOriginId);
  if (!origin) throw new Error(`${found.logicalId}: a behaviour has no origin.`);
  const cache = CACHE_POLICIES[String(CachePolicyId)];
  const passesAll = OriginRequestPolicyId === ALL_VIEWER_EXCEPT_HOST;
  // What is cached without its query and its token, or handed on without them, would be answered wrongly.
  if (!cache || (origin.kind === 'api') !== (cache === 'CachingDisabled' && passesAll))
    throw new Error(
      `${found.logicalId}: the local cloud knows buckets with CachingOptimized, and APIs with CachingDisabled and AllViewerExceptHostHeader.`,
    );
  const policy = ResponseHeadersPolicyId
    ? resources.named('AWS::CloudFront::ResponseHeadersPolicy', ResponseHeadersPolicyId, found.logicalId)
    : undefined;
  return {
    pathPattern: PathPattern as string | undefined,
    origin,
    methods: (AllowedMethods ?? ['GET', 'HEAD']) as string[],
    headers: policy ? policyHeaders(policy) : {},
    // The policy of what is not cached lets nothing be compressed.
    compresses: behaviour.Compress === true && cache === 'CachingOptimized',
    viewerFunction: viewerFunction(found, behaviour, resources),
  };
};

/** The distributions of the stacks. Throws for what would make one answer otherwise than here. */
export const planDistributions = (resources: Resources, fill: FillPlaceholders): DistributionSpec[] =>
  resources.of('AWS::CloudFront::Distribution').map((found) => {
    const config = found.properties.DistributionConfig as Properties;
    const { CacheBehaviors = [], DefaultCacheBehavior, DefaultRootObject, Origins, WebACLId } = config;
    knowAll(
      found,
      config,
      ...['CacheBehaviors', 'DefaultCacheBehavior', 'DefaultRootObject', 'Origins', 'WebACLId'],
      ...withoutEffect.distribution,
    );
    const origins = new Map(
      (Origins as Properties[]).map((origin) => [origin.Id, readOrigin(found, origin, resources, fill)]),
    );
    const acl = WebACLId ? resources.named('AWS::WAFv2::WebACL', WebACLId, found.logicalId) : undefined;
    return {
      logicalId: found.logicalId,
      domain: String(found.identity.attributes.DomainName),
      arn: `arn:aws:cloudfront::${resources.place.accountId}:distribution/${found.identity.ref}`,
      rootObject: DefaultRootObject as string | undefined,
      behaviours: [...(CacheBehaviors as Properties[]), DefaultCacheBehavior as Properties].map((behaviour) =>
        readBehaviour(found, behaviour, origins, resources),
      ),
      webAcl: acl && planWebAcl(acl),
    };
  });
