import type { AwsAnswer, AwsCall } from '../gateway/aws-call.ts';
import type { Page } from './pages.ts';
import type { EdgeAnswer } from './pass-on.ts';

/** Does a call of S3, as the distribution or as whoever fills the bucket. */
export type AskS3 = (call: AwsCall) => Promise<AwsAnswer>;

const call = (
  method: 'GET' | 'PUT',
  bucket: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer = Buffer.alloc(0),
): AwsCall => ({
  service: 's3',
  action: method === 'GET' ? 'GetObject' : 'PutObject',
  method,
  url: `/${bucket}${path}`,
  headers: { ...headers, 'content-length': String(body.length) },
  body,
  input: {},
});

/** What the distribution finds below a path of the bucket: S3's own answer, also where there is nothing. */
export const readPage = async (ask: AskS3, bucket: string, path: string): Promise<EdgeAnswer> => {
  const { status, headers, body } = await ask(call('GET', bucket, path));
  const kept = Object.entries(headers).filter(([name]) => /^(content-type|cache-control|etag)$/i.test(name));
  return { status, headers: Object.fromEntries(kept), body: Buffer.from(body) };
};

export const putPages = async (ask: AskS3, bucket: string, pages: readonly Page[]): Promise<void> => {
  for (const { key, contentType, cacheControl, body } of pages) {
    const headers = { 'content-type': contentType, 'cache-control': cacheControl };
    const { status } = await ask(call('PUT', bucket, `/${key}`, headers, body));
    if (status >= 300) throw new Error(`Could not put ${key} into ${bucket} (${status}).`);
  }
};
