import type { BusinessId } from '../../contracts/ids.ts';
import { erased, erasesAt } from './closing.ts';
import type { Closings } from './ports.ts';

/** Takes things away in batches. Answers whether nothing is left of what goes; a repeat goes on where the last one ended. */
export type Erasure = { erase(businessId: BusinessId, most: number): Promise<'all' | 'more'> };

export type EraseDeps = {
  /** What reaches one business and nobody else's rows and objects. */
  readonly leaving: (business: BusinessId) => Promise<{
    readonly objects: Erasure;
    readonly rows: Erasure;
    readonly closings: Pick<Closings, 'find' | 'move'>;
  }>;
  /** Makes Stripe's customer nobody's: what it tells from now on is for an operator to look at. */
  readonly forgetCustomer: (business: BusinessId) => Promise<void>;
  readonly clock: { now(): number };
};

/** In what a function has time for; the row of the closing wakes it again until all is gone. */
const MOST_OBJECTS = 1000;
const MOST_ROWS = 2000;

/**
 * Deletes the personal data of a business that was closed `ERASED_AFTER_DAYS` ago, and notes when the last of it was gone.
 * Before that, and of a business that is not closed, it touches nothing. Can be cut off anywhere and done twice at once.
 */
export const eraseBusiness =
  ({ leaving, forgetCustomer, clock }: EraseDeps) =>
  async ({ businessId }: { readonly businessId: BusinessId }): Promise<'erased' | 'more' | 'not now'> => {
    const { objects, rows, closings } = await leaving(businessId);
    const closing = await closings.find(businessId);
    const at = closing && erasesAt(closing);
    if (!closing || at === undefined || clock.now() < at) return 'not now';
    // Words first: rows say where they are.
    if ((await objects.erase(businessId, MOST_OBJECTS)) === 'more') return 'more';
    await forgetCustomer(businessId);
    if ((await rows.erase(businessId, MOST_ROWS)) === 'more') return 'more';
    // Whoever knew a row before it went may have put words meanwhile; of those nobody knows any more.
    if ((await objects.erase(businessId, MOST_OBJECTS)) === 'more') return 'more';
    // Whoever was faster has noted it.
    await closings.move(closing, erased(closing, clock.now()));
    return 'erased';
  };
