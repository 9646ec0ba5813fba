/** How much may be asked at once, and how fast it comes back. */
export type Bucket = {
  /** Tokens in a full one: whole. */
  readonly capacity: number;
  /** A token comes back every so many milliseconds, until the bucket is full: whole. */
  readonly everyMs: number;
};

/** What asking for tokens came to. */
export type Taken =
  | {
      readonly kind: 'taken';
      /** Whole tokens that are left. */
      readonly left: number;
    }
  | {
      readonly kind: 'empty';
      /** Milliseconds until the same would be given, if nobody else takes it first. */
      readonly waitMs: number;
    };

/**
 * Clocks of two containers are never that far apart. A bucket that claims to be full later than one who has just been
 * emptied would be, by more than this, was written by a clock that was wrong, and is begun anew: nobody is locked out
 * for as long as that clock was ahead.
 */
const MOST_APART_MS = 60_000;

/**
 * All that is kept of a bucket is the instant at which it will be full again (the theoretical arrival time of the
 * generic cell rate algorithm, ITU-T I.371). Taking moves it on by what the tokens need to come back, so it never moves
 * backwards: a clock that is behind gives nothing away.
 */
export const stepOf = ({ capacity, everyMs }: Bucket, cost: number, nowMs: number) => ({
  /** By how much taking moves the instant on. */
  takesMs: cost * everyMs,
  /** The latest that the bucket may be full at for so much to be in it now. */
  latest: nowMs + (capacity - cost) * everyMs,
  /** Fuller later than this no right clock can have left it. */
  beyond: nowMs + capacity * everyMs + MOST_APART_MS,
});

/** Whole tokens in a bucket that is full at that instant. */
export const leftIn = ({ capacity, everyMs }: Bucket, fullAt: number, nowMs: number): number =>
  Math.min(capacity, Math.max(0, Math.floor(capacity - (fullAt - nowMs) / everyMs)));
