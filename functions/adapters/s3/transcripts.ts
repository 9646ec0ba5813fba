import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { TranscriptReader, Transcripts } from '../../domain/call/ports.ts';
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

/** `s3`: with credentials that reach the objects of one business. */
export const bucketTranscriptReader = (bucket: string, s3: S3Client): TranscriptReader => ({
  async read(key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body?.transformToString();
  },
});

/** Somebody waits at a screen; an archive takes as long as it is large. */
const PATIENCE = { screen: 3000, archive: 60_000 } as const;

/** A client by those credentials. */
export const s3As = (
  credentials: S3ClientConfig['credentials'],
  patience: keyof typeof PATIENCE = 'screen',
): S3Client =>
  new S3Client({
    credentials,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 1000,
      requestTimeout: PATIENCE[patience],
      throwOnRequestTimeout: true,
    },
  });
