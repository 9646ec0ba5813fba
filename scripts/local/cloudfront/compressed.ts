import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { EdgeAnswer } from './pass-on.ts';

/** Of CloudFront's list those that a dashboard has. */
const TYPES =
  /^(text\/(html|css|plain|javascript|xml)|application\/(javascript|json|manifest\+json|xml)|image\/(svg\+xml|x-icon)|font\/(otf|ttf))$/;
const SMALLEST_BYTES = 1000;
const LARGEST_BYTES = 10_000_000;

const STATUSES = new Set([200, 403, 404]);

const WAYS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** A coding with a quality of nought is refused. */
const isTaken = (accepted: string, coding: string): boolean =>
  accepted
    .split(',')
    .map((one) => one.trim().split(/\s*;\s*q=/))
    .some(([name, quality = '1']) => name === coding && Number(quality) > 0);

/**
 * The answer as CloudFront compresses it for a viewer who takes that, Brotli where both are taken; untouched where it
 * compresses nothing. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
export const compressed = async (answer: EdgeAnswer, accepted: string): Promise<EdgeAnswer> => {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const [type] = String(headers['content-type']).split(';');
  const { length } = answer.body;
  const isMeant = TYPES.test(String(type)) && STATUSES.has(answer.status) && !headers['content-encoding'];
  if (!isMeant || length < SMALLEST_BYTES || length > LARGEST_BYTES) return answer;
  const coding = (['br', 'gzip'] as const).find((one) => isTaken(accepted, one));
  const varying = { ...headers, vary: 'Accept-Encoding' };
  if (coding === undefined) return { ...answer, headers: varying };
  const { etag } = headers;
  return {
    ...answer,
    body: await WAYS[coding](answer.body),
    headers: {
      ...varying,
      'content-encoding': coding,
      ...(etag !== undefined && { etag: String(etag).replace(/^(?!W\/)/, 'W/') }),
    },
  };
};
