import { Refusal } from '../errors.ts';
import type { Held } from './closing.ts';

/** How a business gives up one part of what vendors hold for it. */
export type Part = {
  /** What the vendor has of it now, by asking the vendor. */
  look(): Promise<readonly Held[]>;
  /** A repeat changes nothing. */
  remove(held: Held): Promise<void>;
  /** What goes by itself later, once it was asked for. */
  readonly lingers?: ((held: Held) => boolean) | undefined;
  /** What the vendor does not give up before its time, and refuses to: asked for again when all else is closed. */
  readonly keeps?: ((held: Held) => boolean) | undefined;
  /** What was made by our own word, whether a look finds it or not: it is taken away once, for certain. */
  readonly known: readonly Held[];
};

/** Something takes another thing's place only so often; after that somebody else is at work. */
const MOST_LOOKS = 6;

const isRefusedByVendor = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.code === 'vendor_refused';

/**
 * Takes a part away until the vendor itself has nothing of it any more, whatever was found there on the way being noted
 * before. Refuses as the vendor does; `vendor_outcome_unknown` where it still has something after it has taken it away.
 */
export const releasePart = async (
  part: Part,
  note: (held: readonly Held[]) => Promise<void>,
): Promise<'gone' | 'lingers' | 'kept'> => {
  const found = await part.look();
  await note([...part.known, ...found]);
  let left: readonly Held[] = [...part.known, ...found];
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    let refusal: Refusal | undefined;
    for (const held of left) {
      try {
        await part.remove(held);
      } catch (error) {
        if (!isRefusedByVendor(error)) throw error;
        // Perhaps only because something that is not found yet still needs it.
        refusal = error;
      }
    }
    const before = left.map(({ id }) => id).join();
    left = await part.look();
    if (left.length === 0) return 'gone';
    if (part.lingers && left.every(part.lingers)) return 'lingers';
    await note(left);
    if (refusal && part.keeps && left.every(part.keeps)) return 'kept';
    if (refusal && left.map(({ id }) => id).join() === before) throw refusal;
  }
  const [first] = left;
  throw new Refusal('vendor_outcome_unknown', { vendor: first?.vendor, step: `release ${first?.what}` });
};
