import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Erasure } from '../../domain/leaving/erase-business.ts';

/** Words that were said on calls; of what else is in the bucket nothing is kept by business. */
const PREFIXES = ['transcripts', 'exports'] as const;

export const bucketErasure = (bucket: string, s3: S3Client): Erasure => ({
  async erase(businessId, most) {
    let left = most;
    for (const prefix of PREFIXES) {
      for (;;) {
        const { Contents = [], IsTruncated } = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}/${businessId}/`, MaxKeys: 100 }),
        );
        await Promise.all(
          Contents.map(({ Key }) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))),
        );
        left -= Contents.length;
        if (IsTruncated !== true) break;
        if (left <= 0) return 'more';
      }
    }
    return 'all';
  },
});
