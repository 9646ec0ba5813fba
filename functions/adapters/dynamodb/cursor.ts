import * as z from 'zod';
import { Refusal } from '../../domain/errors.ts';

/**
 * Where a page ended, without the partition: that is made anew from the list that is asked for, so that a cursor of
 * another business or list leads nowhere else. It is no secret and needs no signature.
 */
export type Place = { readonly sort: string; readonly sk: string };

/** What DynamoDB takes as a sort key: up to 1024 bytes, and text. */
const sortKey = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed() && Buffer.byteLength(text) <= 1024);

const Written = z.tuple([sortKey, sortKey]);

export const writeCursor = ({ sort, sk }: Place): string =>
  Buffer.from(JSON.stringify([sort, sk])).toString('base64url');

/** `within`: what is asked for, first and last; DynamoDB refuses to begin outside of it. */
export const readCursor = (cursor: string, within: readonly [from: string, until: string]): Place => {
  try {
    const [sort, sk] = Written.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    // By bytes, which is not how strings compare.
    const [from, place, until] = [within[0], sort, within[1]].map((text) => Buffer.from(text));
    if (
      Buffer.compare(from as Buffer, place as Buffer) > 0 ||
      Buffer.compare(place as Buffer, until as Buffer) > 0
    )
      throw new Error('outside of what is asked for');
    return { sort, sk };
  } catch (error) {
    throw new Refusal('cursor_invalid', {}, { cause: error });
  }
};
