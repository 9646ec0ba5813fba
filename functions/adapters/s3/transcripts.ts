import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Transcripts } from '../../domain/call/ports.ts';
import type { Derivation } from '../../domain/derived-ids.ts';

/** More calls than a container hears of while the reports of one of them come in. */
const MOST_REMEMBERED = 100;

/**
 * A key names what it holds, so that what this container has just kept it need not keep again: Retell sends the same
 * transcript with the call's end and with its analysis.
 */
export const bucketTranscripts = (
  bucket: string,
  by: Pick<Derivation, 'digest'>,
  s3 = new S3Client({}),
): Transcripts => {
  const kept = new Set<string>();
  return {
    async keep(businessId, callId, transcript) {
      const key = `transcripts/${businessId}/${by.digest('transcript', callId, transcript)}`;
      if (kept.has(key)) return key;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: transcript }));
      kept.add(key);
      const [oldest] = kept;
      if (kept.size > MOST_REMEMBERED && oldest) kept.delete(oldest);
      return key;
    },
  };
};
