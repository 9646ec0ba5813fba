import type * as z from 'zod/mini';
import type { Vendor } from '../contracts/vendor-messages.ts';
import { Refusal } from '../domain/errors.ts';

/** A vendor's JSON as the shape we read of it; `malformed_request` with the fields that are off, never their values. */
export const readVendor = <Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  vendor: Vendor,
  of: string,
): z.output<Schema> => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => issue.path.join('.'));
  throw new Refusal('malformed_request', { vendor, of, fields });
};
