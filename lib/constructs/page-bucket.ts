import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { House } from './house.ts';
import { PrivateBucket } from './private-bucket.ts';

/** The metadata key of a bucket's template entry that names the folder of this project which belongs in it. */
export const pagesKey = 'cloudgreet:pages';
/** And the one of what its `config.json` says. */
export const pageConfigKey = 'cloudgreet:page-config';

/**
 * Pages that anybody may read, through the distribution alone. Filled after a deployment by `npm run publish-web`: CDK's
 * own way is one more function with rights of its own and 20 MB of AWS's command line in each assembly.
 */
export class PageBucket extends Construct {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { house, folder, config }: { readonly house: House; readonly folder: string; readonly config: object },
  ) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', { house });
    const entry = this.bucket.node.defaultChild as CfnBucket;
    entry.addMetadata(pagesKey, folder);
    entry.addMetadata(pageConfigKey, config);
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'It holds what everybody may read and is read by the distribution alone: a log of that says nothing.',
    );
  }
}
