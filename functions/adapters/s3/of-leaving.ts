import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { bucketErasure } from './erasure.ts';
import { bucketArchives } from './exports.ts';
import { bucketTranscriptReader, s3As } from './transcripts.ts';

/** What is archived and erased of a business outside of the table, by credentials that reach that business's objects alone. */
export const bucketOfLeaving =
  (bucket: string, credentials: S3ClientConfig['credentials']) =>
  ({ isHeld }: { readonly isHeld: Parameters<typeof bucketErasure>[2] }) => ({
    archives: bucketArchives(bucket, s3As(credentials, 'archive')),
    objects: bucketErasure(bucket, s3As(credentials), isHeld),
    transcripts: bucketTranscriptReader(bucket, s3As(credentials)),
  });
