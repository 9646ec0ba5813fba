import * as z from 'zod';
import { Refusal } from '../../domain/errors.ts';

/**
 * Where a page ended, without the partitions: those are made anew from the list that is asked for, so that a cursor of
 * another business or list leads nowhere else. It is no secret and needs no signature.
 */
export type Place = { readonly sort: string; readonly rows: string; readonly sk: string };

const Written = z.tuple([
  z.string().min(1).max(1024),
  z.enum(['APPOINTMENTS', 'AUDIT', 'CALLS', 'TEXTS']),
  z.string().min(1).max(1024),
]);

export const writeCursor = ({ sort, rows, sk }: Place): string =>
  Buffer.from(JSON.stringify([sort, rows, sk])).toString('base64url');

export const readCursor = (cursor: string): Place => {
  try {
    const [sort, rows, sk] = Written.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { sort, rows, sk };
  } catch (error) {
    throw new Refusal('cursor_invalid', {}, { cause: error });
  }
};
