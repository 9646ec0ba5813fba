import { GetObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Transcript } from '../../domain/call/call.ts';
import type { TranscriptReader, Transcripts } from '../../domain/call/ports.ts';
import type { Derivation } from '../../domain/derived-ids.ts';

/** As it lies there. Before it had turns it was the text alone, under a key without an ending. */
type Written = Transcript & { readonly v: 2 };

export const bucketTranscripts = (
  bucket: string,
  by: Pick<Derivation, 'digest'>,
  s3 = new S3Client({}),
): Transcripts => ({
  async keep(businessId, callId, transcript, known) {
    const written: Written = { v: 2, ...transcript };
    const body = JSON.stringify(written);
    const key = `transcripts/${businessId}/${by.digest('transcript', callId, body)}.json`;
    // Retell sends the same transcript with the call's end and with its analysis.
    if (key !== known) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    return key;
  },
});

/** `s3`: with credentials that reach the objects of one business. */
export const bucketTranscriptReader = (bucket: string, s3: S3Client): TranscriptReader => ({
  async read(key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const body = await Body?.transformToString();
    if (body === undefined || !key.endsWith('.json')) return body === undefined ? undefined : { text: body };
    const { text, turns } = JSON.parse(body) as Written;
    return { text, turns };
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
