import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { House } from './house.ts';

/** The only place a bucket is made: nobody's from outside, encrypted, by TLS alone, and rid of what was half put. */
export class PrivateBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    { house, expires = [] }: { readonly house: House; readonly expires?: readonly LifecycleRule[] },
  ) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [...expires, { abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: house.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
