import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { RawBodies } from '../../runtime/vendor-events.ts';

export const bucketRawBodies = (bucket: string, s3 = new S3Client({})): RawBodies => ({
  async read(key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!Body) throw new Error(`no body under ${key}`);
    return Body.transformToString();
  },
});
