import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PageBucket } from '../constructs/page-bucket.ts';
import { WebDistribution } from '../constructs/web-distribution.ts';
import { originSecretOf } from '../features/origin-secret.ts';
import type { Platform } from '../features/platform.ts';
import { pageConfig, pageFolder } from '../pages.ts';

/** As signed addresses begin: an object has an origin of its bucket's. */
const originOf = (bucket: Bucket): string => {
  const { region } = Stack.of(bucket);
  return `https://${Stack.of(bucket).exportValue(bucket.bucketName)}.s3.${region}.amazonaws.com`;
};

/** Where owners and partners come in: the dashboard's pages and `/v1` at one address. */
export class WebStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    props: StackProps & { readonly platform: Platform; readonly apiUrl: string; readonly liveUrl: string },
  ) {
    super(scope, id, props);
    const { platform, apiUrl, liveUrl } = props;
    const { bucket: pages } = new PageBucket(this, 'Pages', {
      house: platform.house,
      folder: pageFolder,
      config: pageConfig(platform.house.stage),
    });
    const { distribution } = new WebDistribution(this, 'Web', {
      house: platform.house,
      pages,
      apiUrl,
      liveUrl,
      originSecret: originSecretOf(platform.secret),
      soundsFrom: platform.house.stage.objectsUrl ?? originOf(platform.rawBucket),
    });
    const host = platform.house.stage.webDomain?.name ?? distribution.domainName;
    new CfnOutput(this, 'WebUrl', { value: `https://${host}` });
    new CfnOutput(this, 'PageBucketName', { value: pages.bucketName });
  }
}
