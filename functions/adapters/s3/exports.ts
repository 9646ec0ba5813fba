import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ArchiveAddress, Archives, Export } from '../../domain/export/export.ts';
import { zip } from './zip.ts';

type Wanted = Pick<Export, 'businessId' | 'id'>;

const keyOf = ({ businessId, id }: Wanted): string => `exports/${businessId}/${id}.zip`;

/** As long as a browser needs to begin. */
const OPEN_SECONDS = 300;

/** `s3`: with credentials that reach the objects of one business. The archive is packed on the disk, not in memory. */
export const bucketArchives = (bucket: string, s3: S3Client): Archives => ({
  async keep(wanted, files) {
    const folder = await mkdtemp(join(tmpdir(), 'export-'));
    try {
      const path = join(folder, 'archive.zip');
      await pipeline(Readable.from(zip(files)), createWriteStream(path));
      const { size } = await stat(path);
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(wanted),
          Body: createReadStream(path),
          ContentLength: size,
          ContentType: 'application/zip',
        }),
      );
      return size;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** What it opens is what those credentials may read, and not longer than they live. */
export const bucketArchiveAddress = (bucket: string, s3: S3Client): ArchiveAddress => ({
  sign: (wanted) =>
    getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket: bucket,
        Key: keyOf(wanted),
        ResponseContentDisposition: `attachment; filename="${wanted.id}.zip"`,
      }),
      { expiresIn: OPEN_SECONDS },
    ),
});
