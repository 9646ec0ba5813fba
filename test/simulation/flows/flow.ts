import type { Scene } from '../world/scene.ts';

/**
 * Something that people do with the product. Every file here that ends in `.flow.ts` is found by itself: random runs mix
 * it with the others, the exhaustive run breaks it at each of its I/O points, and the mutants have to survive it.
 */
export type Flow = {
  /** A plain sentence without its full stop. */
  readonly name: string;
  /** How often it is drawn beside the others; 1 without it. */
  readonly weight?: number;
  /** Of people and their API: drawn beside the flows of callers and not in their place. */
  readonly isOfPeople?: boolean;
  /** Takes days, of owners on their way to a line and of those who do not pay: seldom drawn, and beside all others. */
  readonly isLong?: boolean;
  readonly play: (scene: Scene) => Promise<void>;
};
