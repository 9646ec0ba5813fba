import * as z from 'zod';
import { BusinessId } from '../ids.ts';
import { REFUSAL_CODES } from '../refusal-codes.ts';

/** Half a surrogate pair is legal JSON and no text: tables and vendors refuse it. */
const wellFormed = (text: string): string => text.toWellFormed();

/** Words of a person, trimmed, without control characters. */
export const words = (longest: number) =>
  z
    .string()
    .overwrite(wellFormed)
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}]*$/u, 'no control characters');

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const instant = z.iso.datetime().meta({ description: 'ISO instant, UTC' });

/** As rows have it, because keys are compared as text: `15:00:00Z` would come after `15:00:00.000Z`. */
const asInRows = (text: string): string =>
  Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString();

/** An instant that somebody asks by. */
export const givenInstant = z.iso
  .datetime()
  .max(40)
  .overwrite(asInRows)
  .meta({ description: 'ISO instant, UTC' });

/**
 * NIST SP 800-63B: length counts, composition does not. Cognito takes 256 UTF-16 units at most, one line, and no space at
 * its ends: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
export const password = z
  .string()
  .min(12)
  .max(256)
  .regex(/^\S.*\S$/, 'one line, without spaces at its ends')
  .refine((text) => text.length <= 256 && text.isWellFormed());

/** Digits, as they stand in the e-mail; spaces between them are forgiven. */
export const code = z
  .string()
  .overwrite((text) => text.replaceAll(/\s/g, ''))
  .regex(/^\d{8}$/, 'eight digits');

export const totp = z
  .string()
  .overwrite((text) => text.replaceAll(/\s/g, ''))
  .regex(/^\d{6}$/, 'six digits');

export const ofBusiness = z.strictObject({ businessId: BusinessId });

/** What a page of a list is asked for by. `cursor`: from the page before, of this list and this business only. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().min(1).max(2048).optional(),
};

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'The cursor of the next page, if there is one' }),
  });

/** RFC 9457. `title` is one of our codes, which never change their meaning. */
export const Problem = z
  .object({
    title: z.enum([...REFUSAL_CODES, 'internal']),
    status: z.number().int(),
    requestId: z.string().optional(),
    fields: z
      .array(z.string())
      .optional()
      .meta({ description: 'Names of the fields that are wrong or unknown' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
