import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { ensurePages } from '../../../scripts/local/assembly/ensure-pages.ts';
import { readPages } from '../../../scripts/local/cloudfront/pages.ts';
import { publish } from '../../../scripts/publish-web/publish.ts';

const folderWith = (...names: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudgreet-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  for (const name of names) writeFileSync(join(folder, name), name);
  return folder;
};

/** What is put into a bucket, in its order. */
const published = async (folder: string) => {
  const put: unknown[] = [];
  const client = { send: async ({ input }: { input: unknown }) => put.push(input) };
  await publish(client as unknown as S3Client, 'pages', readPages(folder), () => {});
  return put;
};

it('keeps files whose names change with what is in them for ever, and asks for any other anew each time', async () => {
  const put = await published(folderWith('index.html', 'assets/app-1f2e.js', 'icon.svg'));

  expect(put).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        Bucket: 'pages',
        Key: 'assets/app-1f2e.js',
        ContentType: 'text/javascript; charset=utf-8',
        CacheControl: 'public, max-age=31536000, immutable',
      }),
      expect.objectContaining({ Key: 'icon.svg', ContentType: 'image/svg+xml', CacheControl: 'no-cache' }),
    ]),
  );
});

it('puts a page after everything that it may refer to', async () => {
  const put = await published(folderWith('a.html', 'z.css', 'assets/z.js'));

  expect(put.at(-1)).toMatchObject({ Key: 'a.html', ContentType: 'text/html; charset=utf-8' });
  expect(put).toHaveLength(3);
});

it('refuses a file that it could not name to a browser, and puts nothing', async () => {
  await expect(published(folderWith('index.html', 'notes.docx'))).rejects.toThrow('notes.docx');
});

it('has a page to begin with', async () => {
  const folder = await ensurePages(process.cwd());

  expect(readPages(folder).map(({ key }) => key)).toContain('index.html');
});
