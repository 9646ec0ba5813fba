import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Transcripts } from '../../domain/call/ports.ts';
import type { Derivation } from '../../domain/derived-ids.ts';

export const bucketTranscripts = (
  bucket: string,
  by: Pick<Derivation, 'digest'>,
  s3 = new S3Client({}),
): Transcripts => ({
  async keep(businessId, callId, transcript, known) {
    const key = `transcripts/${businessId}/${by.digest('transcript', callId, transcript)}`;
    // Retell sends the same transcript with the call's end and with its analysis.
    if (key !== known) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: transcript }));
    return key;
  },
});
