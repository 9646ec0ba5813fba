import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Page } from '../local/cloudfront/pages.ts';

/** Pages come after what they refer to: nobody is to be shown one whose parts are not there yet. */
const isPage = ({ key }: Page): boolean => key.endsWith('.html');

/**
 * Puts every file into the bucket, the pages last. Nothing is taken away: a dashboard that is open somewhere still asks
 * for the files of yesterday.
 */
export const publish = async (
  client: Pick<S3Client, 'send'>,
  bucket: string,
  files: readonly Page[],
  say: (line: string) => void,
): Promise<void> => {
  const inOrder = [...files.filter((one) => !isPage(one)), ...files.filter(isPage)];
  for (const { key, body, contentType, cacheControl } of inOrder) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
      }),
    );
    say(`${key}  ${body.length} bytes`);
  }
};
