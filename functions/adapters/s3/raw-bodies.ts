import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Derivation } from '../../domain/derived-ids.ts';
import type { KeptBodies } from '../../domain/vendor-event/ports.ts';
import type { RawBodies } from '../../runtime/vendor-events.ts';

/** How long what lies below each prefix is kept is said in lib/constructs/raw-bucket.ts. */
export const bucketRawBodies = (
  bucket: string,
  by: Pick<Derivation, 'digest'>,
  s3 = new S3Client({}),
): RawBodies & KeptBodies => {
  const keep = async (key: string, body: string): Promise<string> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    return key;
  };
  return {
    async read(key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new Error(`no body under ${key}`);
      return Body.transformToString();
    },
    keepUnknown: ({ vendor, eventId }, body) =>
      keep(`unknown/${vendor}/${by.digest('unknown', vendor, eventId)}`, body),
    keepQuarantined: ({ vendor, eventId }, awaits, body) =>
      keep(`quarantine/${vendor}/${by.digest('quarantine', awaits, vendor, eventId)}`, body),
    async removeQuarantined(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
};
