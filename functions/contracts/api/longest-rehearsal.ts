/** Turns that a rehearsal may have: a call of half an hour has fewer. */
export const LONGEST_REHEARSAL = 120;

/** Characters of one turn's words, of what a tool is asked, of its id. */
export const LONGEST_TURN = { words: 2000, asked: 4000, id: 100 } as const;
