import type * as z from 'zod/mini';
import { Refusal } from '../../domain/errors.ts';

/** An answer of another shape tells nothing about what was done. */
export const answered = <Schema extends z.ZodMiniType>(
  schema: Schema,
  answer: unknown,
  step: string,
): z.output<Schema> => {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => issue.path.join('.'));
  throw new Refusal('vendor_outcome_unknown', { vendor: 'stripe', step, fields });
};
