import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { RecordingAddress, RecordingStore } from '../../domain/recording/ports.ts';
import { PLAYED_SECONDS, type RecordingPlace } from '../../domain/recording/recording.ts';

const AUDIO = 'audio/wav';

/** A call's id is the vendor's to shape: in a key it may be no path. */
const keyOf = ({ businessId, callId }: RecordingPlace): string =>
  `recordings/${businessId}/${encodeURIComponent(callId).replaceAll('.', '%2E')}.wav`;

/** Which call an object is the recording of. */
export const callIdIn = (key: string): string =>
  decodeURIComponent(
    key
      .split('/')
      .at(-1)
      ?.replace(/\.wav$/, '') ?? '',
  );

/** Two hours of sound take a while. */
const storeClient = () =>
  new S3Client({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });

export const bucketRecordings = (bucket: string, s3 = storeClient()): RecordingStore => ({
  async keep(place, audio) {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(place),
        Body: Readable.from(audio.read()),
        ContentLength: audio.bytes,
        ContentType: AUDIO,
      }),
    );
  },
  async remove(place) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(place) }));
  },
});

/** What it opens is what those credentials may read, and not longer than they live. */
export const bucketRecordingAddress = (bucket: string, s3: S3Client): RecordingAddress => ({
  sign: (place) =>
    getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket: bucket, Key: keyOf(place), ResponseContentType: AUDIO }),
      { expiresIn: PLAYED_SECONDS },
    ),
});
