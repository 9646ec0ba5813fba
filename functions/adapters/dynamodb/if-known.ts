import { Refusal } from '../../domain/errors.ts';
import { isEndUnknown } from './transaction.ts';

/** Refuses with `busy_try_again` where nobody can tell what became of a write. */
export const ifKnown = async <T>(write: Promise<T>): Promise<T> => {
  try {
    return await write;
  } catch (error) {
    if (!isEndUnknown(error)) throw error;
    throw new Refusal('busy_try_again', { because: error.name }, { cause: error });
  }
};
