import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { Erasure } from '../../domain/leaving/erase-business.ts';
import type { RecordingPlace } from '../../domain/recording/recording.ts';
import { log } from '../../runtime/log.ts';
import { callIdIn } from './recordings.ts';

/** Words that were said on calls, and how they sounded; of what else is in the bucket nothing is kept by business. */
const PREFIXES = ['transcripts', 'exports', 'recordings'] as const;

/** `isHeld`: whether a recording has to be kept all the same. It stays where it is, and is told of. */
export const bucketErasure = (
  bucket: string,
  s3: S3Client,
  isHeld: (place: RecordingPlace) => Promise<boolean>,
): Erasure => {
  const stays = async (businessId: BusinessId, prefix: string, key: string): Promise<boolean> => {
    if (prefix !== 'recordings') return false;
    const callId = callIdIn(key);
    if (!(await isHeld({ businessId, callId: callId as CallId }))) return false;
    log.warn('recording.held-back', { businessId, callId });
    return true;
  };

  return {
    async erase(businessId, most) {
      let left = most;
      for (const prefix of PREFIXES) {
        let after: string | undefined;
        for (;;) {
          const { Contents = [], IsTruncated } = await s3.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: `${prefix}/${businessId}/`,
              MaxKeys: 100,
              ...(after !== undefined && { StartAfter: after }),
            }),
          );
          const gone = await Promise.all(
            Contents.map(async ({ Key = '' }) => {
              if (await stays(businessId, prefix, Key)) return false;
              await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
              return true;
            }),
          );
          // What is held is there the next time too: counted, it would be `more` for ever.
          left -= gone.filter(Boolean).length;
          if (IsTruncated !== true) break;
          if (left <= 0) return 'more';
          after = Contents.at(-1)?.Key;
        }
      }
      return 'all';
    },
  };
};
