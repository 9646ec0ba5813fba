/** Turns that a rehearsal may have: a call of half an hour has fewer. */
export const LONGEST_REHEARSAL = 120;
