import { Duration, Fn } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ORIGIN_SECRET_HEADER } from '../../functions/contracts/origin-secret.ts';
import { acknowledge } from './acknowledge.ts';
import type { House } from './house.ts';
import { SecurityHeaders } from './security-headers.ts';
import { WebAcl } from './web-acl.ts';

/**
 * A screen of the dashboard has an address and no file: the page behind all of them finds out which it is. Not done by
 * turning errors into that page, which would hide the API's.
 */
const openPage = `function handler(event) {
  var request = event.request;
  if (!/\\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
`;

export type WebDistributionProps = {
  readonly house: House;
  readonly pages: Bucket;
  /** As `https://…/`. */
  readonly apiUrl: string;
  /** As `wss://…`: where pages may hear of changes. */
  readonly liveUrl: string;
  /** What the API is shown (features/origin-secret.ts). */
  readonly originSecret: string;
  /** Where recordings are heard from, as an origin. */
  readonly soundsFrom: string;
};

/** One origin for pages and API: the only way to the functions behind `/v1`, filtered, and with the same headers on all. */
export class WebDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: WebDistributionProps) {
    super(scope, id);
    const { house, pages, apiUrl, liveUrl, originSecret, soundsFrom } = props;
    const { stage } = house;
    const { policy: responseHeadersPolicy } = new SecurityHeaders(this, 'Headers', { liveUrl, soundsFrom });
    const toPage = new EdgeFunction(this, 'OpenPage', {
      code: FunctionCode.fromInline(openPage),
      runtime: FunctionRuntime.JS_2_0,
    });
    this.distribution = new Distribution(this, 'Distribution', {
      // The number makes CloudFormation look the secret up anew: docs/runbooks/web-api.md says when.
      comment: `CloudGreet ${stage.name}, origin secret round ${stage.originSecretRound}`,
      ...(stage.paidExtras && { webAclId: new WebAcl(this, 'Acl', { house }).arn }),
      ...(stage.webDomain && {
        domainNames: [stage.webDomain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.webDomain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // North America and Europe: our customers and who visits from there.
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(pages),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: toPage }],
      },
      additionalBehaviors: {
        '/v1/*': {
          origin: new HttpOrigin(Fn.select(2, Fn.split('/', apiUrl)), {
            protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
            originSslProtocols: [OriginSslPolicy.TLS_V1_2],
            customHeaders: { [ORIGIN_SECRET_HEADER]: originSecret },
            readTimeout: Duration.seconds(30),
            // A repeat of what may have been done already is for the client to decide, who has a key for it.
            connectionAttempts: 1,
          }),
          // A token that was sent in the clear once is not one to be redirected.
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // All but the host, by which API Gateway would look for somebody else.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          compress: true,
          responseHeadersPolicy,
        },
      },
    });
    this.#accept(house);
  }

  #accept({ stage }: House): void {
    const { distribution } = this;
    acknowledge(
      distribution,
      'AwsSolutions-CFR1',
      'An owner on holiday abroad has to reach the dashboard; whoever asks has to sign in wherever they are.',
    );
    acknowledge(
      distribution,
      'AwsSolutions-CFR3',
      'The API logs every request without address and query; a second log of both would be a store of personal data to keep and to pay.',
    );
    if (!stage.paidExtras)
      acknowledge(
        distribution,
        'AwsSolutions-CFR2',
        'A web ACL costs eight dollars a month and no customer is here; every other gate is the same.',
      );
    if (!stage.webDomain)
      acknowledge(
        distribution,
        'AwsSolutions-CFR4',
        "Without a domain of the stage's own the certificate is CloudFront's, and its oldest protocol is not ours to choose.",
      );
  }
}
