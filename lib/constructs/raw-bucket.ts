import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { EXPORT_KEPT_DAYS, TRANSCRIPT_KEPT_DAYS } from '../../functions/contracts/retention.ts';
import { acknowledge } from './acknowledge.ts';
import type { House } from './house.ts';
import { PrivateBucket } from './private-bucket.ts';

/** Bodies of vendor webhooks too large for a message; adapters/sqs spells the rest of the key. */
export const rawPrefix = 'raw/';
export const transcriptPrefix = 'transcripts/';
/** What was recorded of calls. Our own clock lets it go, because some of it is held (ADR 21); adapters/s3 spells the rest. */
export const recordingPrefix = 'recordings/';
/** Archives of all that a business has, for its owners to fetch; adapters/s3 spells the rest. */
export const exportPrefix = 'exports/';
/** Bodies of vendor events of a kind we do not know; adapters/s3 spells the rest of these two. */
export const unknownPrefix = 'unknown/';
/** Bodies of vendor events that no business could be found for: kept until somebody decides. */
export const quarantinePrefix = 'quarantine/';

/** As long as the inbox row that names the body. */
const UNKNOWN_DAYS = 45;

/**
 * Vendor bodies too large for a message, gone after 30 days; those of unknown events, gone with their inbox rows; those
 * in quarantine, removed when they leave it; transcripts, gone after a year; recordings, which a worker removes after one unless they are held: all of it personal data. Not versioned: a
 * deleted transcript has to be gone, and a key names the content written under it.
 */
export class RawBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: { readonly house: House }) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      house: props.house,
      expires: [
        { prefix: rawPrefix, expiration: Duration.days(30) },
        { prefix: unknownPrefix, expiration: Duration.days(UNKNOWN_DAYS) },
        { prefix: exportPrefix, expiration: Duration.days(EXPORT_KEPT_DAYS) },
        { prefix: transcriptPrefix, expiration: Duration.days(TRANSCRIPT_KEPT_DAYS) },
      ],
    });
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Only functions of ours reach it and each logs what it does; access logs would be a second store of caller data.',
    );
  }
}
