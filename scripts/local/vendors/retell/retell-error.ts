import type * as z from 'zod';
import type { Reply } from '../simulator.ts';

export const retellError = (status: number, message: string): Reply => ({
  status,
  body: { status: 'error', message },
});

export const notFound = (): Reply => retellError(404, 'The requested resource was not found.');

/** Of an asset by its id: the API's description has 422 for these and no 404. */
export const noSuchAsset = (): Reply => retellError(422, 'Cannot find requested asset under given api key.');

/** The body as its schema has it, or what is wrong with it. */
export const read = <Body>(schema: z.ZodType<Body>, body: unknown): Body | Reply => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'body';
  return retellError(
    400,
    `Invalid request format, please check API reference. ${where}: ${issue?.message ?? ''}`,
  );
};

/** A body has no `status` that is a number; answers do. */
export const isReply = (value: object): value is Reply =>
  'status' in value && typeof value.status === 'number';
